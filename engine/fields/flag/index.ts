import { defineError } from '../../errors.ts'
import { defineKind } from '../kind.ts'

export const NotFlag = defineError('field.notFlag', 422, '应为是(true)或否(false)', 'true or false expected')
export const NotFlagCell = defineError(
  'field.notFlagCell',
  422,
  '“{cell}”应写成“是”或“否”',
  '"{cell}" should be 是 or 否',
)

const YES = new Set(['是', '是的', '有', '对', '√', '✓', '✔', '☑', 'true', 'yes', 'y', '1'])
const NO = new Set(['否', '无', '没有', '不是', '错', '×', '✗', '✘', '☐', 'false', 'no', 'n', '0'])

/** Yes or no. */
export const flag = defineKind<boolean>({
  name: 'flag',
  label: { 'zh-CN': '是/否', en: 'Yes/no' },
  column: 'boolean',
  operators: ['eq', 'ne', 'empty'],
  sortable: true,
  groupable: true,
  parse(input) {
    if (typeof input !== 'boolean') throw NotFlag()
    return input
  },
  schema: () => ({ type: 'boolean' }),
  fromText(cell) {
    const word = cell.normalize('NFKC').trim().toLowerCase()
    if (YES.has(word)) return true
    if (NO.has(word)) return false
    throw NotFlagCell({ cell })
  },
  toText: (yes) => (yes ? '是' : '否'),
})
