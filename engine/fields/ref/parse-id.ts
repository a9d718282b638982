import { defineError } from '../../errors.ts'
import { isUuid } from '../../uuid.ts'
import type { Id } from '../field.ts'

export const NotId = defineError(
  'field.notId',
  422,
  '应为一条记录的编号(id),格式如 0198c0de-0000-7000-8000-000000000000',
  'The id of a record expected, as 0198c0de-0000-7000-8000-000000000000',
)

/** An id, or a record as the API answers it, of which we take the id. */
export const parseId = (input: unknown): Id => {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : input
  const plain = typeof id === 'string' ? id.toLowerCase() : id
  if (!isUuid(plain)) throw NotId()
  return plain as Id
}

/** An id in the OpenAPI document. */
export const idSchema = { type: 'string', format: 'uuid' } as const
