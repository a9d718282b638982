import type { Type } from '../node.ts'
import { dates } from './dates.ts'
import { numbers } from './numbers.ts'
import { type Operation, type Value } from './operation.ts'
import { order, predicates, tests } from './predicates.ts'
import { texts } from './texts.ts'

/** The first or the last of the values that are there. */
const best = (values: readonly Value[], type: Type, sign: 1 | -1): Value =>
  values
    .filter((value) => value !== null)
    .reduce<Value>((kept, value) => (kept === null || sign * order(value, kept, type) > 0 ? value : kept), null)

const others = {
  min: (values, _, type) => best(values, type, -1),
  max: (values, _, type) => best(values, type, 1),
  count: ([list]) => String((list as readonly Value[] | null)?.length ?? 0),
  me: (_, { actor }) => actor?.id ?? null,
} satisfies Record<string, Operation>

/** All that an expression can do, in JavaScript. Each has its twin of the same meaning in `sql/`. */
export const operations = { ...predicates, ...tests, ...numbers, ...texts, ...dates, ...others }

export type OperationName = keyof typeof operations

export type { Environment, Operation, Value } from './operation.ts'
