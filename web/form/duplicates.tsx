import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { checkDuplicates, type Duplicate } from '../api/records.ts'
import { isEmpty } from '../field-view.tsx'
import { type Say, useSay } from '../i18n/language.ts'
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
  // "Another one": what was looked at and found to be somebody else is not brought up again.
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set())
  const found = (data?.data ?? []).filter((one) => !others.has(keyOf(one)))
  return { found, another: (one: Duplicate) => setOthers((before) => new Set(before).add(keyOf(one))) }
}

const keyOf = ({ field, id, owner }: Duplicate) => `${field} ${id ?? owner ?? ''}`

export const DuplicateNote = ({
  object,
  field,
  found,
  onAnother,
}: {
  object: ObjectMeta
  field: FieldMeta
  found: readonly Duplicate[]
  onAnother: (duplicate: Duplicate) => void
}) => {
  const say = useSay()
  return found
    .filter((duplicate) => duplicate.field === field.name)
    .map((duplicate) => (
      <p key={keyOf(duplicate)} className="duplicate-note" role="status">
        <span>{duplicateText(duplicate, say)}</span>
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
        <button
          type="button"
          onClick={({ currentTarget }) => {
            // The button goes with its note: typing goes on where it was.
            currentTarget.closest('.form-field')?.querySelector('input')?.focus()
            onAnother(duplicate)
          }}
        >
          {say('form.another')}
        </button>
      </p>
    ))
}

/** Of a colleague's record out of reach: only that it is there, and whose it is. */
const duplicateText = ({ title, owner }: Duplicate, say: Say): string => {
  if (title) return owner ? say('form.duplicateOwner', { title, owner }) : say('form.duplicate', { title })
  return owner ? say('form.taken', { owner }) : say('form.takenByNobody')
}
