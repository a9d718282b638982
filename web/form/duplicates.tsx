import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { checkDuplicates } from '../api/records.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'
import { useDelayed } from '../ui/use-delayed.ts'
import type { Values } from './use-form.ts'

const compared = new Set(['text', 'phone', 'email'])

/** While typing rests: is this one there already? A colleague's record shows only that it is, and whose. */
export const useDuplicates = (object: ObjectMeta, values: Values) => {
  const asked = Object.fromEntries(
    object.fields
      .filter(
        (field) => (field.unique || field.name === object.title || field.kind === 'phone') && compared.has(field.kind),
      )
      .map((field) => [field.name, values[field.name]])
      .filter(([, value]) => !isEmpty(value)),
  )
  const settled = useDelayed(JSON.stringify(asked), 300)
  const { data } = useQuery({
    queryKey: recordsKey(object.name, 'duplicates', settled),
    queryFn: ({ signal }) => checkDuplicates(object.name, JSON.parse(settled) as object, signal),
    enabled: settled !== '{}',
    // A hint only: where the server offers no check, the form goes on without.
    retry: false,
    meta: { quiet: true },
  })
  return data?.data ?? []
}

export type Duplicate = ReturnType<typeof useDuplicates>[number]

export const DuplicateNote = ({
  object,
  field,
  found,
}: {
  object: ObjectMeta
  field: FieldMeta
  found: readonly Duplicate[]
}) => {
  const say = useSay()
  return found
    .filter((duplicate) => duplicate.field === field.name)
    .map((duplicate) => (
      <p key={duplicate.title} className="duplicate-note" role="status">
        {duplicate.owner
          ? say('form.duplicateOwner', { title: duplicate.title, owner: duplicate.owner })
          : say('form.duplicate', { title: duplicate.title })}
        {duplicate.id ? (
          <Link
            to="/o/$object/$id"
            params={{ object: object.name, id: duplicate.id }}
            search={{ tab: undefined }}
            target="_blank"
          >
            {say('form.openExisting')}
          </Link>
        ) : null}
      </p>
    ))
}
