import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { readCells, writeCells } from './clipboard.ts'

test('a block from Excel is read cell by cell', () => {
  expect(readCells('上海华精\t装备制造\r\n苏州恒信\t化工\r\n')).toEqual([
    ['上海华精', '装备制造'],
    ['苏州恒信', '化工'],
  ])
  expect(readCells('"两行\n文字"\t"他说""好"""\n5" 管\t')).toEqual([
    ['两行\n文字', '他说"好"'],
    ['5" 管', ''],
  ])
  expect(readCells('单个')).toEqual([['单个']])
})

test('what was copied is pasted unchanged', () => {
  const width = fc.integer({ min: 2, max: 4 })
  const block = width.chain((n) =>
    fc.array(fc.array(fc.string(), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }),
  )
  fc.assert(
    fc.property(block, (rows) => {
      expect(readCells(writeCells(rows))).toEqual(rows)
    }),
  )
})
