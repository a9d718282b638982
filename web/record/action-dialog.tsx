import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ActionMeta, ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { recordTitle } from '../api/record-title.ts'
import { type RecordData, runAction, undoChange } from '../api/records.ts'
import { FieldsForm, focusFirstProblem } from '../form/fields-form.tsx'
import { useForm } from '../form/use-form.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { toast } from '../ui/overlay/toast.tsx'

/** Runs a verb of the business: its input is drawn from its declaration, its result is shown. */
export const ActionDialog = ({
  object,
  record,
  action,
  onClose,
}: {
  object: ObjectMeta
  record: RecordData
  action: ActionMeta
  onClose: () => void
}) => {
  const say = useSay()
  const navigate = useNavigate()
  const defaults = action.input.map((field) => [field.name, field.default ?? record[field.name] ?? null] as const)
  const form = useForm(action.input, Object.fromEntries(defaults))

  const run = async () => {
    let answer: Awaited<ReturnType<typeof runAction>> | undefined
    const done = await form.submit(async (values) => {
      const given = Object.entries(values).filter(([, value]) => value !== null)
      answer = await runAction(object.name, record.id, action.name, Object.fromEntries(given))
    })
    if (!done || answer === undefined) return focusFirstProblem('action')
    const { result, change } = answer
    onClose()
    await refreshObject(object.name)
    toast(`${recordTitle(object, record)} · ${action.label}`, async () => {
      await undoChange(change)
      // What it made is in the recycle bin now: back to where it came from.
      await navigate({
        to: '/o/$object/$id',
        params: { object: object.name, id: record.id },
        search: { tab: undefined },
      })
      void refreshObject(object.name)
    })
    if (result) {
      void refreshObject(result.object)
      await navigate({
        to: '/o/$object/$id',
        params: { object: result.object, id: result.id },
        search: { tab: undefined },
      })
    }
  }
  return (
    <Dialog
      title={action.label}
      width={480}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" loading={form.busy} onClick={() => void run()}>
            {action.label}
          </Button>
        </>
      }
    >
      {action.confirm ? <p className="dialog-intro">{action.confirm}</p> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <FieldsForm
          form={form}
          sections={[{ label: recordTitle(object, record), fields: action.input }]}
          prefix="action"
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
