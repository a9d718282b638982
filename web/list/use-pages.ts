import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { recordsKey } from '../api/query-client.ts'
import { listRecords, type Page, type RecordData } from '../api/records.ts'
import type { List } from './use-list.ts'

/** Rows to a page. */
export const pageSize = 50
/** Pages out of sight are dropped after so many ms and fetched again by their cursor: memory stays bounded. */
const keepFor = 20_000

export interface Pages {
  /** Rows that can be scrolled to now; it grows as one nears the end. */
  readonly count: number
  /** Undefined while its page is on its way. */
  row(at: number): RecordData | undefined
  readonly loaded: readonly RecordData[]
  readonly total: Page['total']
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
  const to = Math.min(current.cursors.length - 1, Math.floor(last / pageSize) + 1)
  const numbers = Array.from({ length: Math.max(1, to - from + 1) }, (_, at) => Math.min(from, to) + at)

  const answers: UseQueryResult<Page>[] = useQueries({
    queries: numbers.map((number) => ({
      queryKey: recordsKey(object.name, 'page', asked, current.cursors[number] ?? null),
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const cursor = current.cursors[number]
        const query = { filter, sort, q, fields, limit: pageSize, ...(cursor ? { cursor } : { total: true }) }
        return listRecords(object.name, definedOnly(query), signal)
      },
      gcTime: keepFor,
    })),
  })

  const settled = answers.map(({ data }) => data?.next).join(' ')
  useEffect(() => {
    setKnown((before) => {
      let next = before.asked === asked ? before : start(asked)
      for (const [at, number] of numbers.entries()) next = learn(next, number, answers[at]?.data)
      return next
    })
    // `settled` changes exactly when an answer has come.
  }, [asked, settled, from, to])

  const byNumber = useMemo(
    () => new Map(numbers.map((number, at) => [number, answers[at]?.data])),
    [from, to, asked, answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join(' ')],
  )
  const failure = answers.find(({ isError, data }) => isError && data === undefined)
  return {
    count: current.end ?? current.cursors.length * pageSize,
    row: (at) => byNumber.get(Math.floor(at / pageSize))?.data[at % pageSize],
    loaded: [...byNumber.values()].flatMap((page) => page?.data ?? []),
    total: byNumber.get(0)?.total ?? current.total,
    loading: answers.length > 0 && answers.every(({ isPending }) => isPending),
    error: failure?.error ?? null,
    retry: () => {
      for (const { isError, refetch } of answers) if (isError) void refetch()
    },
  }
}

interface Known {
  readonly asked: string
  /** Where each page begins, as far as one has been. */
  readonly cursors: readonly (string | null)[]
  /** How many rows there are, once the end has been seen. */
  readonly end: number | null
  readonly total: Page['total']
}

const start = (asked: string): Known => ({ asked, cursors: [null], end: null, total: undefined })

const learn = (known: Known, number: number, page: Page | undefined): Known => {
  if (page === undefined || number !== known.cursors.length - 1) {
    return page?.total && page.total !== known.total ? { ...known, total: page.total } : known
  }
  const total = page.total ?? known.total
  return page.next === null
    ? { ...known, total, end: number * pageSize + page.data.length }
    : { ...known, total, end: null, cursors: [...known.cursors, page.next] }
}

const definedOnly = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
