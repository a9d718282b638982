import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { indexRow } from '../../search/index-row.ts'
import { isSearched } from '../../search/searched-fields.ts'
import type { FileFacts } from '../analyse.ts'
import type { FileRow } from '../file/table-file.ts'
import { isWritable } from '../mapping/importable.ts'
import type { ImportSettings } from '../mapping/mapping.ts'
import { cellReader, type ReadRow } from '../rows/read-cells.ts'
import { type Lender, lendersOf } from './lenders.ts'
import { readTarget, writeTarget } from './target.ts'

/** A record in a row of the file that belongs to the row's own record. */
export interface Belonging {
  readonly lender: Lender
  readonly ordinal: number
  readonly row: ReadRow
  /** The columns of its fields. */
  readonly columns: ReadonlyMap<string, number>
}

type Read = (row: FileRow) => ReadRow

/** Adds to what `read` makes of a row the records that belong to it. Nothing is added where no column goes to such a record. */
export const withBelongings = (
  ctx: Context,
  object: ObjectModel,
  facts: FileFacts,
  settings: ImportSettings,
  read: Read,
  index: boolean,
): Read => {
  const readers = belongingReaders(ctx, object, facts, settings)
  if (readers.length === 0) return read
  return (fileRow) => {
    const row = read(fileRow)
    if (row.problems.some((p) => p.column === undefined && p.field === undefined)) return row
    const belongings = readers.flatMap((reader) => reader(fileRow, row))
    for (const belonging of belongings) raise(row, belonging, belonging.row)
    if (!index || row.problems.length > 0) return { ...row, belongings }
    return { ...row, belongings: belongings.map((b) => ({ ...b, row: indexed(b) })) }
  }
}

const indexed = ({ lender: { object }, row }: Belonging): ReadRow =>
  isSearched(object) ? { ...row, indexed: indexRow(object, row.values) } : row

/** What is wrong with a record that belongs to a row is wrong with the row: it comes in as a whole or not at all. */
export const raise = (row: ReadRow, { lender, ordinal, columns }: Belonging, own: ReadRow): void => {
  for (const problem of own.problems.splice(0)) {
    const { field } = problem
    const column = field === undefined ? undefined : columns.get(field)
    row.problems.push({
      ...(column === undefined ? {} : { column }),
      ...problem,
      ...(field === undefined ? {} : { field: writeTarget({ object: lender.object.name, ordinal, field }) }),
    })
  }
}

type Reader = (row: FileRow, of: ReadRow) => Belonging[]

const belongingReaders = (ctx: Context, object: ObjectModel, facts: FileFacts, settings: ImportSettings): Reader[] => {
  const targets = settings.mapping.flatMap((m) => {
    const target = readTarget(m.field)
    return target ? [{ ...m, target }] : []
  })
  if (targets.length === 0) return []
  const lenders = lendersOf(ctx, object)
  return [...Map.groupBy(targets, ({ target }) => `${target.object} ${target.ordinal}`).values()].flatMap((group) => {
    const { object: name, ordinal } = group[0]!.target
    const lender = lenders.find((l) => l.object.name === name)
    if (!lender) return []
    const mapping = group.map(({ target, ...m }) => ({ ...m, field: target.field }))
    const columns = new Map(mapping.map((m) => [m.field, m.column]))
    const read = cellReader(ctx, lender.object, facts, { ...settings, mapping })
    return [
      (fileRow: FileRow, of: ReadRow) => {
        const row = read(fileRow)
        giveNamelessAway(ctx, object, lender.object, row, of)
        const isEmpty = [row.links, row.problems, Object.keys(row.values)].every((part) => part.length === 0)
        return isEmpty ? [] : [{ lender, ordinal, row, columns }]
      },
    ]
  })
}

const reachable = new Set(['phone', 'email'])

/**
 * A row that gives a number without saying whose it is means the company's own: it goes to the free field of that kind, so that
 * it is neither lost nor keeps the row out.
 */
const giveNamelessAway = (
  ctx: Context,
  object: ObjectModel,
  lent: ObjectModel,
  { values, links, problems }: ReadRow,
  of: ReadRow,
): void => {
  const given = Object.keys(values)
  const kindOf = (name: string) => lent.fields.get(name)!.field.kind
  if (given.length === 0 || lent.def.title in values || links.length > 0 || problems.length > 0) return
  if (!given.every((name) => reachable.has(kindOf(name)))) return
  for (const name of given) {
    const free = [...object.fields.values()].find(
      (f) => f.field.kind === kindOf(name) && !(f.name in of.values) && isWritable(ctx, object, f),
    )
    if (!free) continue
    of.values[free.name] = values[name]
    delete values[name]
  }
}
