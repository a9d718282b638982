import type { Work } from './work.ts'

/** What is searched for: the names, phones and numbers of customers within the salesperson's reach. */
export interface Sought {
  readonly name: string
  readonly phone: string
  readonly number: string
}

const columns = 'number,name,industry,level,status,owner.name,wonAmount,nextContactAt,tags'

const listed = (name: string, zh: string, en: string, goal: number, texts: readonly string[]): Work => ({
  name,
  zh,
  en,
  goal,
  grows: true,
  variants: [...new Set(texts)].map((q) => [
    {
      method: 'GET',
      path: `/api/v1/records/customer?${new URLSearchParams({ q, fields: columns, limit: '50' })}`,
      raw: 'list',
    },
  ]),
})

/** Characters `length` long out of the middle of a name: the place moves with the name, so that all parts are asked for. */
const part = (name: string, length: number, turn: number): string => {
  const characters = [...name]
  const from = turn % Math.max(1, characters.length - length + 1)
  return characters.slice(from, from + length).join('')
}

/** The quick search of a list, as people type: two to six Chinese characters, the end of a phone, a number. */
export const searchWorks = (sought: readonly Sought[]): Work[] => [
  ...[2, 3, 4, 5, 6].map((length) =>
    listed(
      `search-${length}`,
      `搜索 ${length} 个汉字`,
      `search by ${length} Chinese characters`,
      0.5,
      sought.map(({ name }, i) => part(name, length, i)),
    ),
  ),
  listed(
    'search-phone',
    '搜索电话末四位',
    'search by the last four digits of a phone',
    0.4,
    sought.map(({ phone }) => phone.slice(-4)),
  ),
  listed(
    'search-number',
    '搜索编号',
    'search by number',
    0.5,
    sought.map(({ number }) => number),
  ),
]
