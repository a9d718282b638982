import { useQueries } from '@tanstack/react-query'
import { fieldOf, type ObjectMeta, targetOf } from '../../api/metadata.ts'
import { recordsKey } from '../../api/query-client.ts'
import { recordTitle } from '../../api/record-title.ts'
import { listRecords } from '../../api/records.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import type { Titles } from './condition-text.ts'
import { type Condition, isCondition, type Part } from './conditions.ts'

/** Titles of the people and records that a filter names by id, one call for each kind of record. */
export const useConditionTitles = (object: ObjectMeta, parts: readonly Part[]): Titles => {
  const { objects } = useMetadata()
  const wanted = new Map<string, Set<string>>()
  for (const part of parts) {
    if (!isCondition(part) || part.operator === 'empty') continue
    for (const { target, id } of recordsIn(object, part)) wanted.set(target, (wanted.get(target) ?? new Set()).add(id))
  }
  const answers = useQueries({
    queries: [...wanted].map(([target, ids]) => {
      const meta = objects.find(({ name }) => name === target)
      return {
        queryKey: recordsKey(target, 'named', [...ids].sort()),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          listRecords(
            target,
            { filter: { id: { in: [...ids] } }, ...(meta ? { fields: meta.title } : {}), limit: 50 },
            signal,
          ),
        enabled: ids.size > 0 && meta !== undefined,
        staleTime: 300_000,
        select: (page: Awaited<ReturnType<typeof listRecords>>) =>
          page.data.map((record) => [record.id, meta ? recordTitle(meta, record) : ''] as const),
      }
    }),
  })
  return new Map(answers.flatMap(({ data }) => data ?? []))
}

/** The records that a condition names: each says itself of what object it is, or the field does. */
const recordsIn = (object: ObjectMeta, { field: name, value }: Condition): { target: string; id: string }[] => {
  const field = fieldOf(object, name)
  const target = field && targetOf(field)
  return [value].flat().flatMap((one: unknown) => {
    if (typeof one === 'string') return target ? [{ target, id: one }] : []
    const { object: of, id } = (one ?? {}) as { object?: unknown; id?: unknown }
    return typeof of === 'string' && typeof id === 'string' ? [{ target: of, id }] : []
  })
}
