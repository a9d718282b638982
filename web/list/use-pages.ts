import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { queryClient, recordsKey } from '../api/query-client.ts'
import { listRecords, type Page, type RecordData } from '../api/records.ts'
import { type Known, learn, pageSize, start } from './page-cursors.ts'
import type { List } from './use-list.ts'

/** The next page is fetched when its first row is so near. */
const lookAhead = 15
/** Pages out of sight are dropped after so many ms and fetched again by their cursor: memory stays bounded. */
const keepFor = 20_000

export interface Pages {
  /** Rows that can be scrolled to now; it grows as one nears the end. */
  readonly count: number
  /** Undefined while its page is on its way. */
  row(at: number): RecordData | undefined
  /** So many rows from one in sight on, fetched where they are not there yet; fewer where the list ends. */
  rowsFrom(at: number, count: number): Promise<RecordData[]>
  readonly loaded: readonly RecordData[]
  /** How many rows there are, once the end has been seen. */
  readonly end: number | null
  readonly loading: boolean
  readonly error: unknown
  retry(): void
}

/** The rows of a list by keyset pages; `first` and `last` are the rows in sight. */
export const usePages = (
  list: Pick<List, 'object' | 'filter' | 'sort' | 'q' | 'fields'>,
  first: number,
  last: number,
): Pages => {
  const { object, filter, sort, q, fields } = list
  const asked = JSON.stringify([filter, sort, q, fields])
  const [known, setKnown] = useState<Known>(() => start(asked))
  // Another question starts anew at once, not one drawing later.
  const current = known.asked === asked ? known : start(asked)
  const from = Math.max(0, Math.floor(first / pageSize) - 1)
  const to = Math.min(current.cursors.length - 1, Math.floor((last + lookAhead) / pageSize))
  const numbers = Array.from({ length: Math.max(1, to - from + 1) }, (_, at) => Math.min(from, to) + at)

  const pageAt = (cursor: string | null) => ({
    queryKey: recordsKey(object.name, 'page', asked, cursor),
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const query = { filter, sort, q, fields, limit: pageSize, ...(cursor ? { cursor } : {}) }
      return listRecords(object.name, definedOnly(query), signal)
    },
    gcTime: keepFor,
  })
  const answers: UseQueryResult<Page>[] = useQueries({
    queries: numbers.map((number) => pageAt(current.cursors[number] ?? null)),
  })

  // What the answers teach is taken in while drawing, as React wants state that follows from other state.
  const learnt = numbers.reduce((so, number, at) => learn(so, number, answers[at]?.data), current)
  if (learnt !== known) setKnown(learnt)
  const byNumber = new Map(numbers.map((number, at) => [number, answers[at]?.data]))
  const failure = answers.find(({ isError, data }) => isError && data === undefined)
  return {
    count: learnt.end ?? learnt.cursors.length * pageSize,
    row: (at) => byNumber.get(Math.floor(at / pageSize))?.data[at % pageSize],
    async rowsFrom(at, count) {
      const found: RecordData[] = []
      let cursor = current.cursors[Math.floor(at / pageSize)] ?? null
      for (let skip = at % pageSize; found.length < count; skip = 0) {
        const page: Page = await queryClient.fetchQuery({ ...pageAt(cursor), staleTime: keepFor })
        found.push(...page.data.slice(skip))
        if (page.next === null) break
        cursor = page.next
      }
      return found.slice(0, count)
    },
    loaded: [...byNumber.values()].flatMap((page) => page?.data ?? []),
    end: learnt.end,
    loading: answers.length > 0 && answers.every(({ isPending }) => isPending),
    error: failure?.error ?? null,
    retry: () => {
      for (const { isError, refetch } of answers) if (isError) void refetch()
    },
  }
}

const definedOnly = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
