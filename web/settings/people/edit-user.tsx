import { fieldOf, type ObjectMeta, writable } from '../../api/metadata.ts'
import { queryClient, refreshObject } from '../../api/query-client.ts'
import { fieldPaths } from '../../api/record-title.ts'
import { type RecordData, updateRecord } from '../../api/records.ts'
import { useMe } from '../../api/session.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { changedValues } from '../../form/changed-values.ts'
import { useSay } from '../../i18n/language.ts'
import { toast } from '../../ui/overlay/toast.tsx'
import { FormDialog } from '../schema/form-dialog.tsx'

/** In the order of the form. The e-mail is what somebody signs in with: it stays. */
const edited = ['name', 'position', 'phone', 'department', 'departments', 'manager', 'roles']

/** What to ask for so that a row of the list of users can be edited as it is. */
export const useUserPaths = (): string => {
  const metadata = useMetadata()
  const user = metadata.objects.find(({ name }) => name === 'user')
  return user ? fieldPaths(user, [...edited, 'email', 'active'], metadata) : 'name,email'
}

/** Changes a user. Of the fields only those that the caller may write are there; roles work from the next click on. */
export const EditUser = ({ object, row, onClose }: { object: ObjectMeta; row: RecordData; onClose: () => void }) => {
  const say = useSay()
  const me = useMe()
  const fields = edited
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined)
    .filter((field) => writable(object, field))
    .map((field) => (field.name === 'roles' ? { ...field, required: true } : field))
  return (
    <FormDialog
      title={say('users.edit', { name: String(row['name']) })}
      action={say('common.save')}
      fields={fields}
      values={row}
      onClose={onClose}
      onSave={async (values) => {
        const changes = changedValues(fields, row, values)
        if (Object.keys(changes).length === 0) return
        await updateRecord('user', row.id, changes, row.version)
        await refreshObject('user')
        toast(say('common.saved'))
        // Whoever changed herself may see other menus now.
        if (row.id === me.user.id)
          await queryClient.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'me' || kind === 'meta' })
      }}
    />
  )
}
