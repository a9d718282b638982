import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { type Lender, lendersOf, lentFields } from '../belongings/lenders.ts'
import { mostInRow, writeTarget } from '../belongings/target.ts'
import type { ProposedMapping } from './auto-map.ts'
import { exactWords, objectWords, plainHeader, surest, synonyms, withoutObject } from './field-words.ts'
import { numbered } from './header-number.ts'

const reachable = new Set(['phone', 'email'])

/** One of the people in a row. */
interface Group {
  readonly ordinal: number
  /** Written in the header. */
  readonly number: number | null
  /** By field; the first is her name. */
  readonly fields: Map<string, ProposedMapping>
}

interface Header extends ReturnType<ReturnType<typeof headerReader>> {
  readonly index: number
  /** The object's own field that would take the column. */
  readonly claim: FieldModel | undefined
}

/**
 * Finds the columns that describe people belonging to the record: 联系人, and what stands beside it or says whose it is. `claims`
 * are the columns that the object itself would take. Only people are guessed; an opportunity is not made because of a header.
 */
export const mapBelongings = (
  ctx: Context,
  object: ObjectModel,
  columns: readonly FileColumn[],
  claims: readonly ProposedMapping[],
): ProposedMapping[] => {
  const tellsWhich = claims.some(({ field }) => field === object.def.title || isNumber(object, field))
  if (!tellsWhich) return []
  return peopleOf(ctx, object).flatMap((lender) => groupsOf(ctx, object, lender, columns, claims))
}

const peopleOf = (ctx: Context, object: ObjectModel): Lender[] =>
  lendersOf(ctx, object).filter((l) => [...l.object.fields.values()].some((f) => reachable.has(f.field.kind)))

/** Is a bare Name somebody's, not the record's: where a column beside it says Company. */
export const namesPerson = (
  ctx: Context,
  object: ObjectModel,
  column: FileColumn,
  columns: readonly FileColumn[],
): boolean => {
  const own = (object.def.synonyms?.[object.def.title] ?? []).map(plainHeader)
  if (own.includes(plainHeader(column.name)) || !columns.some(({ name }) => own.includes(plainHeader(name))))
    return false
  return peopleOf(ctx, object).some(({ object: person }) => {
    const { 'zh-CN': zh, en } = person.fields.get(person.def.title)!.label
    return [zh, en].map(plainHeader).includes(plainHeader(column.name))
  })
}

const isNumber = (object: ObjectModel, name: string) =>
  name === 'id' || object.fields.get(name)?.field.kind === 'serial'

const groupsOf = (
  ctx: Context,
  object: ObjectModel,
  lender: Lender,
  columns: readonly FileColumn[],
  claims: readonly ProposedMapping[],
): ProposedMapping[] => {
  const fields = lentFields(ctx, lender)
  const title = fields.find((f) => f.name === lender.object.def.title)
  if (!title) return []
  const read = headerReader(object, lender.object, title)
  const headers = columns.map((column) => {
    const claim = object.fields.get(claims.find((m) => m.column === column.index)?.field ?? '')
    return { ...read(column.name), index: column.index, claim }
  })
  const heads = headers.filter((h) => h.names && (h.isNamed || !h.claim)).slice(0, mostInRow)
  const groups = heads.map(({ index, number }, at): Group => {
    const field = writeTarget({ object: lender.object.name, ordinal: at + 1, field: title.name })
    return { ordinal: at + 1, number, fields: new Map([[title.name, { column: index, field, certainty: 'exact' }]]) }
  })
  const taken = new Set(heads.map((h) => h.index))
  // The field's own name first: of 手机 and 电话 beside one person, 手机 is the one that is surely hers.
  for (const words of [exactWords, synonyms])
    for (const field of fields) {
      const free = withRuns(headers, groups, (h) => fields.some((f) => fits(object, lender, f, h)))
      for (const { header, run } of surest(
        words(lender.object, field),
        free.filter((h) => !taken.has(h.header.index)),
      )) {
        const group = groupFor(groups, header.number, run)
        if (!group || group.fields.has(field.name) || !fits(object, lender, field, header, [words])) continue
        if (!isHers(header, field, group, group === run, fields)) continue
        taken.add(header.index)
        group.fields.set(field.name, {
          column: header.index,
          field: writeTarget({ object: lender.object.name, ordinal: group.ordinal, field: field.name }),
          certainty: words === exactWords ? 'exact' : 'synonym',
        })
      }
    }
  return groups.flatMap((g) => [...g.fields.values()])
}

/**
 * Does the column mean this field. What the object has by the same name, such as an address, stays with it unless the header
 * says whose it is.
 */
const fits = (
  object: ObjectModel,
  lender: Lender,
  field: FieldModel,
  { word, isNamed }: Header,
  words: readonly (typeof exactWords)[] = [exactWords, synonyms],
): boolean =>
  (isNamed || !object.fields.has(field.name) || reachable.has(field.field.kind)) &&
  words.some((of) => of(lender.object, field).includes(word))

/** Each column with the person it stands beside: to the right of her name, up to one that is the object's alone. */
const withRuns = (headers: readonly Header[], groups: readonly Group[], isLent: (header: Header) => boolean) => {
  let run: Group | null = null
  return headers.map((header) => {
    const own = groups.find((g) => [...g.fields.values()][0]!.column === header.index)
    if (own) run = own
    else if (header.claim && !isLent(header)) run = null
    return { header, run, forms: [header.word] }
  })
}

/** By the number in its header; else the person it stands beside; else the first. */
const groupFor = (groups: readonly Group[], number: number | null, run: Group | null): Group | undefined => {
  const isCounted = groups.some((g) => g.number !== null)
  return number === null || !isCounted ? (run ?? groups[0]) : groups.find((g) => (g.number ?? g.ordinal) === number)
}

/**
 * What the object would take too is hers where the header says so, or where it stands beside her and the two mean different things
 * by it, such as 部门, or it is the one number or address by which she is reached.
 */
const isHers = (
  { claim, isNamed, number }: Header,
  field: FieldModel,
  group: Group,
  isBeside: boolean,
  fields: readonly FieldModel[],
): boolean => {
  if (!claim || isNamed || (number !== null && group.number === number)) return true
  const { kind } = field.field
  const has = [...group.fields.keys()].some((name) => fields.find((f) => f.name === name)?.field.kind === kind)
  return isBeside && !(reachable.has(kind) && has)
}

/** Takes a header apart: the object's and the lender's name before it, a number in it, and whether it names the person. */
const headerReader = (object: ObjectModel, lender: ObjectModel, title: FieldModel) => {
  const called = objectWords(lender)
  const words = [title.label['zh-CN'], title.label.en, ...(lender.def.synonyms?.[title.name] ?? [])].map(plainHeader)
  const afterName = new Set(['', ...words.map((word) => withoutObject(lender, word))])
  return (name: string) => {
    const plain = plainHeader(name.replace(/[(（]\s*([1-9])\s*[)）]/g, '$1'))
    const counted = numbered(withoutObject(object, plain), called)
    const prefix = called.find((n) => counted.word.startsWith(n))
    const word = counted.word.slice(prefix?.length ?? 0)
    const isNamed = prefix !== undefined
    return { word, number: counted.number, isNamed, names: isNamed ? afterName.has(word) : words.includes(word) }
  }
}
