import type { Type } from '../node.ts'

/**
 * A value while an expression runs: a number is an exact decimal, written '-12.5'; a date '2026-03-31'; a time milliseconds
 * since 1970. The checker has seen to it that each operation meets the types it is for.
 */
export type Value = string | boolean | number | null | readonly Value[]

/** What an expression may know beside the record. */
export interface Environment {
  /** The clock's time, ISO 8601. */
  readonly now: string
  /** The workspace's zone, e.g. Asia/Shanghai. */
  readonly zone: string
  /** Who asks; nobody, for work without a person behind it. */
  readonly actor?: { readonly id: string }
}

/** `type` is that of the first argument, for operations that serve several. */
export type Operation = (args: readonly Value[], environment: Environment, type: Type) => Value

// The checker guarantees the argument types, which differ from operation to operation.
type Plain<R> = (...args: any[]) => R

/** Without a value among its arguments there is no result. */
export const strict =
  (run: Plain<Value>): Operation =>
  (args) =>
    args.includes(null) ? null : run(...args)
