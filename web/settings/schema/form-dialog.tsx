import { Button } from 'antd'
import type { FieldMeta } from '../../api/metadata.ts'
import { FieldsForm, focusFirstProblem } from '../../form/fields-form.tsx'
import { useForm, type Values } from '../../form/use-form.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'

/** A small form over the page: some fields, one thing to do with them. */
export const FormDialog = ({
  title,
  action,
  fields,
  values = {},
  onClose,
  onSave,
}: {
  title: string
  action: string
  fields: readonly FieldMeta[]
  values?: Values
  onClose: () => void
  onSave: (values: Values) => Promise<unknown>
}) => {
  const say = useSay()
  const form = useForm(fields, values)
  const save = async () => {
    if (await form.submit(onSave)) onClose()
    else focusFirstProblem('dialog')
  }
  return (
    <Dialog
      title={title}
      width={480}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" loading={form.busy} onClick={() => void save()}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className="form-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <FieldsForm form={form} sections={[{ label: title, fields }]} prefix="dialog" />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
