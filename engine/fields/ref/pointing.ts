import type { Id } from '../field.ts'
import type { Kind } from '../kind.ts'
import { idSchema, parseId } from './parse-id.ts'

/** What every kind has whose value is the id of one record. Whether that record exists is the database's to say. */
export const pointing = {
  column: 'uuid',
  operators: ['eq', 'ne', 'in', 'notIn', 'empty'],
  sortable: true,
  groupable: true,
  parse: parseId,
  schema: () => idSchema,
  fromText: (cell) => cell,
  toText: (id) => id,
} satisfies Partial<Kind<Id>>
