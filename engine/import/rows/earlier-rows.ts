import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { withDefaults } from '../../write/check/check.ts'
import type { Key } from './find-twins.ts'
import type { Plan, Rule } from './plan.ts'
import type { ReadRow } from './read-cells.ts'
import { keyTexts } from './rounds.ts'
import { textHash } from './text-hash.ts'
import type { Outcome } from './write-rows.ts'

/** A record that an earlier row of the file will have made or changed by the time a later one comes. */
interface Met {
  /** Its id; empty where the file makes it. */
  readonly id: string
  /** What it will hold, as hashes: null is empty; what is missing no row has set. */
  readonly held: Record<string, number | null>
}

/** A plan that takes earlier rows into account. */
export type Foreseen = Plan & {
  /** The row is a record that an earlier one makes, or will have made like it. */
  readonly repeated?: true
  readonly met?: Met
  /** Something in it differs from what an earlier row leaves, whatever stands there now. */
  readonly differs?: boolean
}

/** Remembers, while a file is checked, what its rows will have made and changed. */
export const earlierRows = (object: ObjectModel, rule: Rule, unique: readonly Key[] = []) => {
  const keys = [...rule.keys, ...unique]
  const policyOf = ({ number }: ReadRow) => rule.decisions.get(number) ?? rule.policy
  const changes = [rule.policy, ...rule.decisions.values()].some((p) => p === 'overwrite' || p === 'fill')
  const byText = new Map<number, Met>()
  const byId = new Map<string, Met>()
  const metBy = (of: readonly Key[], row: ReadRow) =>
    keyTexts(of, row)
      .map((text) => byText.get(textHash(text)))
      .find((met) => met !== undefined)
  return {
    /** What becomes of a row that is, by a key, a record of an earlier one. */
    foresee(plan: Plan): Foreseen {
      const { row } = plan
      const policy = policyOf(row)
      if (plan.op === 'update') {
        const met = byId.get(plan.id)
        if (met && policy === 'fill') keepOpen(met, row)
        return met ? { ...plan, ...against(met, row.values, plan.patch, policy === 'fill'), met } : plan
      }
      const met = plan.op === 'create' && policy !== 'create' ? metBy(rule.keys, row) : undefined
      if (!met) return plan
      const repeated = { row, repeated: true, ids: met.id === '' ? [] : [met.id] } as const
      if (policy === 'skip') return { ...repeated, op: 'skip', unchanged: false }
      if (policy === 'ask') return { ...repeated, op: 'ask' }
      if (policy === 'fill') keepOpen(met, row)
      const { patch, differs } = against(met, row.values, row.values, policy === 'fill')
      if (policy === 'fill' && Object.keys(patch).length === 0 && row.late.length === 0)
        return { ...repeated, op: 'skip', unchanged: true }
      return { ...repeated, op: 'update', id: met.id, patch, differs, met }
    },
    /** Will an earlier row have given this in a unique key to another record. */
    isTaken(key: Key, { row, met }: Foreseen): boolean {
      const first = metBy([key], row)
      return first !== undefined && (first !== met || met === made)
    },
    /** Will an earlier row have given the record something else in one of these fields. */
    isMoved: (id: string, key: Key): boolean => key.fields.some(({ name }) => byId.get(id)?.held[name] !== undefined),
    /** What becomes of a row. */
    note(ctx: Context, plan: Foreseen, outcome: Outcome | undefined): void {
      if (outcome !== 'created' && outcome !== 'updated') return
      const { row } = plan
      const patch = plan.op === 'update' ? plan.patch : undefined
      const id = plan.op === 'update' ? plan.id : ''
      const met = plan.met ?? (changes ? { id, held: {} } : made)
      if (changes) {
        const values = patch ?? withDefaults(ctx, object, row.values)
        for (const [name, value] of Object.entries(values)) met.held[name] = hashOf(value)
      }
      if (id !== '') byId.set(id, met)
      const set = keys.filter((key) => !patch || key.fields.some(({ name }) => name in patch))
      for (const text of keyTexts(set, row)) byText.set(textHash(text), met)
    },
  }
}

/** One for all records of which nothing but that they are made need be known. */
const made: Met = { id: '', held: {} }

const hashOf = (value: unknown): number | null =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    ? null
    : textHash(JSON.stringify(value))

/** References to other rows of the file fill only what is empty. */
const keepOpen = ({ held }: Met, { late }: ReadRow): void => {
  late.splice(0, Infinity, ...late.filter(({ field }) => (held[field] ?? null) === null))
}

/** Which of the values change the record as an earlier row leaves it; where no row said anything, `asIs` says which. */
const against = (
  { id, held }: Met,
  values: Readonly<Record<string, unknown>>,
  asIs: Readonly<Record<string, unknown>>,
  fills: boolean,
) => {
  let differs = false
  const patch = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const is = id === '' ? (held[name] ?? null) : held[name]
      if (is === undefined) return name in asIs
      const isChange = fills ? is === null : is !== hashOf(value)
      differs ||= isChange
      return isChange
    }),
  )
  return { patch, differs }
}
