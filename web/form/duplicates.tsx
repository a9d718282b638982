import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { checkDuplicates, type Duplicate } from '../api/records.ts'
import { isEmpty } from '../field-view.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { DuplicateNote } from './duplicate-note.tsx'
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
  // "Another one", and why: what was looked at and found to be somebody else is not brought up again.
  const [others, setOthers] = useState<ReadonlyMap<string, string>>(new Map())
  const found = (data?.data ?? []).filter((one) => !others.has(keyOf(one)))
  return {
    found,
    another: (one: Duplicate, why: string) => setOthers((before) => new Map(before).set(keyOf(one), why)),
    /** Goes into the history of the new record. */
    reason: [...new Set(others.values())].join('；') || undefined,
  }
}

const keyOf = ({ field, id, owner }: Duplicate) => `${field} ${id ?? owner ?? ''}`

/** The hints below a field. Whoever saves in spite of them is asked why. */
export const DuplicateNotes = ({
  object,
  field,
  value,
  found,
  insist,
  onAnother,
}: {
  object: ObjectMeta
  field: FieldMeta
  value: unknown
  found: readonly Duplicate[]
  insist: boolean
  onAnother: (duplicate: Duplicate, why: string) => void
}) =>
  found
    .filter((duplicate) => duplicate.field === field.name)
    .map((duplicate) => (
      <DuplicateNote
        key={keyOf(duplicate)}
        object={object}
        duplicate={duplicate}
        value={String(value ?? '')}
        insist={insist}
        onAnother={(why) => onAnother(duplicate, why)}
      />
    ))
