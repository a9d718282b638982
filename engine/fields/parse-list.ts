import { defineError } from '../errors.ts'

export const NotList = defineError('field.notList', 422, '应为列表', 'List expected')
export const TooMany = defineError(
  'field.tooMany',
  422,
  '最多 {max} 项,现在有 {now} 项',
  'At most {max} items, there are {now}',
)

/** A list without repetitions, each element in its stored form, in the order given. */
export const parseList = <T extends string>(
  input: unknown,
  max: number,
  element: (item: unknown) => T,
): readonly T[] => {
  if (!Array.isArray(input)) throw NotList()
  // Nobody may make us check a million elements to hear that a hundred are allowed.
  if (input.length > 10 * max) throw TooMany({ max, now: input.length })
  const distinct = [...new Set(input.map(element))]
  if (distinct.length > max) throw TooMany({ max, now: distinct.length })
  return distinct
}

/** What people put between the items of one cell. */
export const SEPARATORS = /[、，,;；\n]/

/** One cell with several items: '电话、短信,邮件'. */
export const splitCell = (cell: string): string[] =>
  cell
    .split(SEPARATORS)
    .map((item) => item.trim())
    .filter((item) => item !== '')
