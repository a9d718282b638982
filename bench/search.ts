import pg from 'pg'
import { Role } from '#engine'
import { addMember, listWorkspaces, setMemberActive } from '#platform/control'
import { entered, password, searcherEmail, searcherNumber } from './company.ts'
import { idOf } from './fill/chance.ts'
import { kind, sizeOf, until } from './fill/size.ts'
import { withServices } from './place.ts'
import type { Work } from './work.ts'

/** What is searched for: names, phones and numbers of customers within the salesperson's reach, and somebody there. */
export interface Sought {
  readonly name: string
  readonly person: string
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
export const part = (name: string, length: number, turn: number): string => {
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
      sought.slice(0, 100).map(({ name }, i) => part(name, length, i)),
    ),
  ),
  listed(
    'search-phone',
    '搜索电话末四位',
    'search by the last four digits of a phone',
    0.4,
    sought.slice(0, 100).map(({ phone }) => phone.slice(-4)),
  ),
  listed(
    'search-number',
    '搜索编号',
    'search by number',
    0.5,
    sought.slice(0, 100).map(({ number }) => number),
  ),
]

const searcher = idOf(kind.user, sizeOf(1).users, until, String(searcherNumber))

/** Lets a second salesperson in who may read phones, as salespeople usually may: of a masked one nothing is ever found. */
export const hireSearcher = (url: string): Promise<void> =>
  withServices(url, async (services) => {
    const { auth, database } = services
    const [place] = await listWorkspaces(database)
    const s = `"${place!.schemaName}"`
    const [user] = await database.query<{ id: string; hired: boolean }>(
      `select u.id, not r.id = any(u.roles) as hired from ${s}."user" u, ${s}.role r where u.id = ${searcher} and r.name = 'bench'`,
    )
    if (user!.hired) return
    const ctx = await entered(services)
    const [sales] = await ctx.find(Role, { name: 'sales' })
    await database.query(`update ${s}."user" set roles = array[$1::uuid] where id = $2`, [sales!.id, user!.id])
    const loginId = await auth.createLogin(await auth.checkLogin({ email: searcherEmail, name: '销售', password }))
    await addMember(database, { workspaceId: place!.id, loginId, userId: user!.id })
    await setMemberActive(database, place!.id, user!.id, true)
  })

/** Names, phones and numbers of customers that she can see, a few hundred of them: nobody looks for the same all day. */
export const pickSought = async (url: string, schema: string): Promise<Sought[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Sought>(
      `select c.name, c.phone, c.number, (select min(p.name) from "${schema}".contact p where p.customer = c.id and p."deletedAt" is null) as person
       from "${schema}".customer c join "${schema}"."user" me on me.department = c.department
       where me.id = ${searcher} and c."deletedAt" is null order by md5(c.id::text) limit 4000`,
    )
    return rows
  } finally {
    await client.end()
  }
}
