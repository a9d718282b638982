import { useQuery } from '@tanstack/react-query'
import { type BoardGroup, getBoard } from '../api/board.ts'
import type { Filter } from '../api/filter.ts'
import { fieldOf, targetOf } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { fieldPaths, recordTitle } from '../api/record-title.ts'
import { listRecords } from '../api/records.ts'
import { useMetadata, useObject } from '../api/use-metadata.ts'
import type { List } from '../list/use-list.ts'
import { attentionFields } from '../ui/attention.ts'

/** Cards of a column that come at a time. */
export const cardsAtATime = 20

export interface BoardColumnData extends BoardGroup {
  readonly label: string
}

/** One of the records that a board can be narrowed to: a pipeline. */
export interface Frame {
  readonly id: string
  readonly title: string
}

export interface BoardData {
  readonly columns: readonly BoardColumnData[] | undefined
  readonly frames: readonly Frame[]
  /** The frame that is shown. */
  readonly frame: string | undefined
  readonly within: Filter | undefined
  /** The `fields` parameter that brings what cards show. */
  readonly fields: string
  readonly error: unknown
  retry(): void
}

/** The columns in their order with totals and first cards, in one answer; where the board has frames, those before it. */
export const useBoard = (list: List): BoardData => {
  const { object } = list
  const metadata = useMetadata()
  const group = fieldOf(object, object.board?.group ?? '')
  const narrowing = fieldOf(object, object.board?.within ?? '')
  const frameObject = useObject((narrowing && targetOf(narrowing)) ?? '')
  const frames = useQuery({
    queryKey: recordsKey(frameObject?.name ?? '', 'frames'),
    queryFn: async ({ signal }) => {
      if (frameObject === undefined) return []
      const ordered = fieldOf(frameObject, 'position') ? { sort: 'position' } : {}
      const { data } = await listRecords(frameObject.name, { fields: frameObject.title, limit: 50, ...ordered }, signal)
      return data.map((row) => ({ id: row.id, title: recordTitle(frameObject, row) }))
    },
    enabled: frameObject !== undefined,
  })
  const frame = frames.data?.find(({ id }) => id === list.search.within) ?? frames.data?.[0]
  const within = narrowing && frame ? { [narrowing.name]: frame.id } : undefined
  const shown = [...(object.board?.card ?? []), object.board?.group ?? '', ...attentionFields(object)]
  const fields = fieldPaths(object, shown, metadata)
  const { filter, q } = list
  const board = useQuery({
    queryKey: recordsKey(object.name, 'board', within, filter, q),
    queryFn: ({ signal }) =>
      getBoard(
        object.name,
        { group: group?.name ?? '', sum: object.board?.sum, within, filter, q, fields, limit: cardsAtATime },
        signal,
      ),
    enabled: group !== undefined && (frameObject === undefined || frames.data !== undefined),
    placeholderData: (last, query) => (query?.queryKey[3] === within ? last : undefined),
  })
  const named = (one: BoardGroup) =>
    one.title ?? group?.options?.find(({ value }) => value === one.value)?.label ?? one.value
  return {
    columns: board.data?.map((one) => ({ ...one, label: named(one) })),
    frames: frames.data ?? [],
    frame: frame?.id,
    within,
    fields,
    error: frames.error ?? (board.data === undefined ? board.error : null),
    retry: () => {
      if (frames.isError) void frames.refetch()
      void board.refetch()
    },
  }
}
