import { defineError } from '../../errors.ts'
import { isUuid } from '../../uuid.ts'
import { defineKind } from '../kind.ts'

export const NotAnId = defineError('field.notAnId', 422, '应为记录标识(UUID)', 'A record id (UUID) is expected')

/** A record's own identity. */
export const id = defineKind<string>({
  name: 'id',
  label: { 'zh-CN': '记录标识', en: 'Record id' },
  column: 'uuid',
  operators: ['eq', 'ne', 'in', 'notIn'],
  sortable: true,
  groupable: false,
  parse(input) {
    if (!isUuid(input)) throw NotAnId()
    return input
  },
  schema: () => ({ type: 'string', format: 'uuid' }),
  fromText: (cell) => cell,
  toText: (value) => value,
})
