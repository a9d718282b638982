import { WrongResult } from './errors.ts'
import type { Expression } from './parse.ts'
import type { ResultType } from './scope.ts'

/** The kinds that a formula field may declare for its result. */
export type FormulaResult = 'text' | 'decimal' | 'money' | 'flag' | 'date'

const kinds: Readonly<Record<ResultType, readonly FormulaResult[]>> = {
  text: ['text'],
  number: ['decimal', 'money'],
  flag: ['flag'],
  date: ['date'],
  datetime: [],
  list: [],
  unknown: [],
}

/** The kind a formula field of this expression has unless it declares another; undefined where no field can show it. */
export const resultKind = (expression: Expression): FormulaResult | undefined => kinds[expression.result][0]

/** Refuses a formula whose declared result is not what its expression yields. */
export const checkResultKind = (expression: Expression, declared: FormulaResult): void => {
  if (!kinds[expression.result].includes(declared)) throw WrongResult()
}
