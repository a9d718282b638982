import { Context, createRecords, loadActor, removeRecords, uuid7 } from '#engine'
import type { Workspace } from '#test/workspace'
import { recordsOf, type World, type WorldObject, worldObjects } from './random-world.ts'

/** A random world in a workspace's tables: its people as contexts, its records by their ids. */
export interface BuiltWorld {
  readonly people: readonly Context[]
  readonly ids: Readonly<Record<WorldObject, readonly string[]>>
}

const links: Record<WorldObject, string | null> = {
  customer: null,
  contact: 'customer',
  opportunity: 'customer',
  activity: null,
}

/** For tests: empties the workspace of the world before and fills it with this one. */
export const buildWorld = async (w: Workspace, world: World): Promise<BuiltWorld> => {
  const tables = ['team_member', 'opportunity$totals0', ...worldObjects].map(
    (table, i) => `d${i} as (delete from "${w.schema}"."${table}")`,
  )
  await w.session.query(`with ${tables.join(', ')} select`)
  const create = async (object: string, rows: readonly Record<string, unknown>[]) =>
    (await createRecords(w.system, w.system.object(object), rows)).map((made) => made.id)

  const departments: string[] = []
  for (const { parent } of world.departments)
    departments.push(
      ...(await create('department', [{ name: 'd', parent: parent === null ? null : departments[parent] }])),
    )
  const department = (place: number | null) => (place === null ? null : departments[place])
  const roles = await create(
    'role',
    world.roles.map(({ shared, ...grants }) => ({
      name: uuid7(),
      label: '角色',
      grants: { ...grants, customer: { ...grants.customer, readAlso: rulesOf(shared, departments) } },
    })),
  )
  const users = await create(
    'user',
    world.users.map((user) => ({
      name: '某人',
      email: `${uuid7()}@example.com`,
      department: department(user.department),
      departments: user.departments.map(department),
      roles: user.roles.map((role) => roles[role]),
    })),
  )
  const managers = world.users.map(({ manager }) => (manager === null ? null : users[manager]))
  await w.session.query(
    `update "${w.schema}"."user" u set manager = m.manager from unnest($1::uuid[], $2::uuid[]) m(id, manager) where u.id = m.id`,
    [users, managers],
  )

  const ids: Record<WorldObject, string[]> = { customer: [], contact: [], opportunity: [], activity: [] }
  for (const object of worldObjects) {
    const rows = recordsOf(world, object).map(({ owner, department: own, about, level }, i) => {
      const target = about && { object: about.object, id: ids[about.object][about.index] }
      const link = links[object]
      return {
        [object === 'activity' ? 'subject' : 'name']: `${object} ${i}`,
        owner: owner === null ? null : users[owner],
        department: department(own),
        ...(object === 'customer' ? { level } : {}),
        ...(link ? { [link]: target?.id ?? null } : {}),
        ...(object === 'activity' ? { about: target } : {}),
      }
    })
    ids[object] = await create(object, rows)
  }
  await addTeams(w, world, ids, users)
  for (const object of worldObjects) {
    const deleted = ids[object].filter((_, i) => recordsOf(world, object)[i]!.deleted)
    await removeRecords(w.system, w.system.object(object), deleted)
  }
  const people = await Promise.all(
    users.map(async (id) => new Context(w.ground, (await loadActor(w.session, w.schema, w.model, id))!)),
  )
  return { people, ids }
}

/** The rules as a role keeps them. One that would say nothing shares nothing. */
const rulesOf = (shared: World['roles'][number]['shared'], departments: readonly string[]) =>
  shared.map(({ departments: named, below, level }) => ({
    name: '共享',
    below,
    departments: named.map((place) => departments[place]),
    ...(level ? { when: 'level == "A"' } : {}),
  }))

const addTeams = async (w: Workspace, world: World, ids: BuiltWorld['ids'], users: readonly string[]) => {
  const day = 86_400_000
  const until = { past: new Date(Date.now() - day).toISOString(), future: new Date(Date.now() + day).toISOString() }
  const members = worldObjects.flatMap((object) =>
    recordsOf(world, object).flatMap(({ team }, i) =>
      team.map((m) => ({
        object,
        record: ids[object][i],
        user: users[m.user],
        may: m.may,
        until: m.until && until[m.until],
      })),
    ),
  )
  await w.session.query(
    `insert into "${w.schema}".team_member (object, record, "user", may, until, added_by, added_at)
     select object, record, "user", may, until, "user", now()
     from jsonb_to_recordset($1) as m(object text, record uuid, "user" uuid, may text, until timestamptz)`,
    [JSON.stringify(members)],
  )
}
