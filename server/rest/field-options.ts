import * as z from 'zod'

const expression = z.string().max(2_000)
const bound = z.union([z.number(), z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$|^\d{4}-\d\d-\d\d$/)])

/** The options that a workspace may give a field of its own; what kind of field takes which is the engine's to say. */
export const fieldOptions = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  index: z.boolean().optional(),
  search: z.boolean().optional(),
  parent: z.boolean().optional(),
  help: z.string().max(200).optional(),
  default: z
    .union([z.string().max(1_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(50), z.null()])
    .optional(),
  options: z.record(z.string().max(60), z.string().trim().min(1).max(60)).optional(),
  colors: z.record(z.string().max(60), z.string().max(20)).optional(),
  to: z.string().max(60).optional(),
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
})
