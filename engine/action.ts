import type { Context } from './context.ts'
import type { Fields, Id } from './fields/field.ts'
import type { Filter, Insert, ObjectDef, Patch, Row } from './object.ts'

/** A verb of the business on one record. Button, dialog, route, permission and audit entry follow from it. */
export interface Action<N extends string = any, F extends Fields = any, I extends Fields = any, Result = any> {
  readonly object: ObjectDef<N, F>
  readonly name: string
  readonly label: string
  /** The button shows, and the call is let through, while the record looks like this. */
  readonly from: Filter<F>
  /** What the record looks like afterwards: a step of its flow that only this action takes. */
  readonly to?: Patch<F>
  readonly input: I
  /** Extra words before it is done, for what cannot be undone. */
  readonly confirm?: string
  /** The object of the record it makes and answers with, to be opened afterwards. */
  readonly makes?: string
  run(ctx: Context, record: Row<N, F>, input: Insert<I>): Promise<Result>
}

/** A verb of the business on one object: its button, dialog, route, right and entry in the history follow from this. */
export const defineAction = <N extends string, F extends Fields, const I extends Fields, Result>(
  object: ObjectDef<N, F>,
  name: string,
  spec: {
    readonly label: string
    readonly from: NoInfer<Filter<F>>
    readonly to?: NoInfer<Patch<F>>
    readonly input: I
    readonly confirm?: string
    readonly makes?: string
    run(ctx: Context, record: NoInfer<Row<N, F>>, input: NoInfer<Insert<I>>): Promise<Result>
  },
): Action<N, F, I, Result> => ({ object, name, ...spec })

export type { Id }
