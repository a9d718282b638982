import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { checkDuplicates, type Duplicate } from '../api/duplicates.ts'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { isEmpty } from '../field-view.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { DuplicateNote } from './duplicate-note.tsx'
import type { Values } from './use-form.ts'

/** While typing rests: is this one there already? A colleague's record shows only that it is, and whose. */
export const useDuplicates = (object: ObjectMeta, values: Values) => {
  const asked = Object.fromEntries(
    object.duplicates.map((name) => [name, values[name]]).filter(([, value]) => !isEmpty(value)),
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
  // The server looks once more when it is saved: meanwhile a colleague may have been faster.
  const [refused, setRefused] = useState<{ readonly of: string; readonly found: readonly Duplicate[] }>()
  const known = [...(data?.data ?? []), ...(refused?.of === settled ? refused.found : [])]
  const found = [...new Map(known.map((one) => [keyOf(one), one])).values()].filter((one) => !others.has(keyOf(one)))
  const reason = [...new Set(others.values())].join('；') || undefined
  return {
    found,
    another: (one: Duplicate, why: string) => setOthers((before) => new Map(before).set(keyOf(one), why)),
    /** Who was told that it is another one, and why: that goes into its history. */
    twins: { allow: reason !== undefined, reason },
    /** Takes in whom the server named when it refused to save. */
    refuse: (error: unknown): readonly Duplicate[] => {
      if (!(error instanceof ApiError) || error.code !== 'record.alike') return []
      const there = error.body['candidates'] as readonly Duplicate[]
      setRefused({ of: settled, found: there })
      return there
    },
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
