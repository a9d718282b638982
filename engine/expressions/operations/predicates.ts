import { compare as compareNumbers, type Decimal } from '#shared/decimal'
import type { Type } from '../node.ts'
import type { Operation, Value } from './operation.ts'

/** The order of two values of one type; texts are only ever asked whether they are equal. */
export const order = (a: Value, b: Value, type: Type): number => {
  if (type === 'number') return compareNumbers(a as Decimal, b as Decimal)
  return a === b ? 0 : a! < b! ? -1 : 1
}

/** A question, to which a missing value answers no. */
const predicate =
  // The checker guarantees the argument types.
  (ask: (a: any, b: any, type: Type) => boolean): Operation =>
    ([a, b], _, type) =>
      a !== null && b !== null && ask(a, b, type)

/** Questions, answered with yes or no. */
export const predicates = {
  less: predicate((a: Value, b: Value, type) => order(a, b, type) < 0),
  lessOrEqual: predicate((a: Value, b: Value, type) => order(a, b, type) <= 0),
  greater: predicate((a: Value, b: Value, type) => order(a, b, type) > 0),
  greaterOrEqual: predicate((a: Value, b: Value, type) => order(a, b, type) >= 0),
  /** A missing value is in no list. */
  in: predicate((value: Value, list: readonly Value[], type) => list.some((item) => order(value, item, type) === 0)),
  contains: predicate((text: string, part: string) => text.includes(part)),
  startsWith: predicate((text: string, part: string) => text.startsWith(part)),
  endsWith: predicate((text: string, part: string) => text.endsWith(part)),
} satisfies Record<string, Operation>

/** Nothing equals nothing, and nothing else. */
const same = (a: Value, b: Value, type: Type): boolean => (a === null || b === null ? a === b : order(a, b, type) === 0)

/** Questions that a missing value can answer. */
export const tests = {
  equal: ([a, b], _, type) => same(a!, b!, type),
  notEqual: ([a, b], _, type) => !same(a!, b!, type),
  isNull: ([value]) => value === null,
  isEmptyText: ([text]) => text === null || text === '',
  isEmptyList: ([list]) => list === null || (list as readonly Value[]).length === 0,
  not: ([flag]) => flag !== true,
} satisfies Record<string, Operation>
