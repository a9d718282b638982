import * as z from 'zod'

/** A record of the object that a route is of: the document says which fields it has. */
export const aRecord = z.record(z.string(), z.unknown())

/** What somebody or something is called, with its id. */
export const named = z.looseObject({ id: z.string(), name: z.string().nullable() })

/** Everything there is. */
export const list = <T extends z.ZodType>(one: T) => z.object({ data: z.array(one) })

/** A part of a list, and where the next one begins. */
export const page = <T extends z.ZodType>(one: T) =>
  z.object({ data: z.array(one), next: z.union([z.string(), z.number(), z.null()]) })

/** Exact up to the cap. */
export const total = z.object({ value: z.int(), exact: z.boolean() })

/** What stands in the way of one record or field. */
export const problem = z.looseObject({ code: z.string(), message: z.string() })

/** The unit that can be undone. */
export const change = z.object({ change: z.string() })

/** Whatever a part of the product keeps there. */
export const anything = z.looseObject({})
