import { saveTemplate } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { FormDialog } from '../settings/schema/form-dialog.tsx'
import { plainField } from '../settings/schema/plain-field.ts'
import { toast } from '../ui/overlay/toast.tsx'

/** Names the mapping of an import, and says who may use it. */
export const TemplateDialog = ({
  id,
  onClose,
  onSaved,
}: {
  id: string
  onClose: () => void
  onSaved: () => Promise<unknown>
}) => {
  const say = useSay()
  const shares = [
    { value: 'me', label: say('list.viewShared.me') },
    { value: 'all', label: say('list.viewShared.all') },
  ]
  return (
    <FormDialog
      title={say('import.templateSave')}
      action={say('common.save')}
      fields={[
        plainField('name', 'text', say('import.templateName'), { required: true, length: 60 }),
        plainField('shared', 'choice', say('import.templateShared'), { required: true, options: shares }),
      ]}
      values={{ shared: 'me' }}
      onClose={onClose}
      onSave={async ({ name, shared }) => {
        await saveTemplate(id, String(name), shared === 'all' ? 'all' : 'me')
        await onSaved()
        toast(say('import.templateSaved', { name: String(name) }))
      }}
    />
  )
}
