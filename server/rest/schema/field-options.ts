import * as z from 'zod'

const expression = z.string().max(2_000)
const words = z.record(z.string().max(60), z.string().trim().min(1).max(60))
const reset = z.enum(['never', 'year', 'month', 'day'])
const bound = z.union([z.number(), z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$|^\d{4}-\d\d-\d\d$/)])

const options = {
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  index: z.boolean().optional(),
  search: z.boolean().optional(),
  parent: z.boolean().optional(),
  help: z.string().max(200).optional(),
  default: z
    .union([z.string().max(1_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(50), z.null()])
    .optional(),
  helpEn: z.string().max(200).optional(),
  options: words.optional(),
  optionsEn: words.optional(),
  colors: z.record(z.string().max(60), z.string().max(20)).optional(),
  to: z.union([z.string().max(60), z.array(z.string().max(60)).max(50)]).optional(),
  inverse: z
    .string()
    .regex(/^[a-z][A-Za-z0-9_]{0,47}$/)
    .optional(),
  scale: z.number().int().min(0).max(10).optional(),
  length: z.number().int().min(1).max(10_000).optional(),
  min: bound.optional(),
  max: bound.optional(),
  expression: expression.optional(),
  result: z.enum(['text', 'decimal', 'money', 'flag', 'date']).optional(),
  visibleWhen: expression.optional(),
  requiredWhen: expression.optional(),
  pattern: z.string().max(100).optional(),
  reset: reset.optional(),
  rollup: z
    .strictObject({
      of: z.string().max(60),
      by: z.string().max(60),
      measure: z.enum(['count', 'sum', 'avg', 'min', 'max']),
      field: z.string().max(60).optional(),
      where: expression.optional(),
    })
    .optional(),
}

/** The options that a workspace may give a field of its own; what kind of field takes which is the engine's to say. */
export const fieldOptions = z.strictObject(options)

/** The same for a change: what is null is taken away. */
export const changedOptions = z.strictObject(
  Object.fromEntries(Object.entries(options).map(([name, one]) => [name, one.nullable()])),
)
