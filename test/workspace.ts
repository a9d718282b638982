import type {} from './postgres.ts'
import { afterAll, inject } from 'vitest'
import {
  type Actor,
  buildModel,
  type Clock,
  Context,
  createRecords,
  Database,
  Department,
  emptyOverlay,
  foundRoles,
  type Grant,
  type Ground,
  loadActor,
  type Module,
  type Overlay,
  Role,
  systemActor,
  systemClock,
  User,
  type Workspace as EngineWorkspace,
} from '#engine'
import { modules } from '#modules/all'
import { borrowSchema, ownSchema } from './schema-pool.ts'

let database: Database | undefined
let hired = 0

/** The test run's database, one pool per test file. */
export const testDatabase = (): Database => (database ??= new Database(inject('databaseUrl'), { max: 8 }))

afterAll(async () => {
  await database?.close()
  database = undefined
})

export type Person =
  | 'administrator'
  | 'security'
  | 'auditor'
  | 'manager'
  | 'sales'
  | 'otherSales'
  | 'southSales'
  | 'marketer'
  | 'service'
  | 'reader'

const people: Record<Person, { role: string; department: 'north' | 'south' | 'head' }> = {
  administrator: { role: 'administrator', department: 'head' },
  security: { role: 'security', department: 'head' },
  auditor: { role: 'auditor', department: 'head' },
  manager: { role: 'manager', department: 'north' },
  sales: { role: 'sales', department: 'north' },
  otherSales: { role: 'sales', department: 'north' },
  southSales: { role: 'sales', department: 'south' },
  marketer: { role: 'marketer', department: 'head' },
  service: { role: 'service', department: 'head' },
  reader: { role: 'reader', department: 'north' },
}

interface NewPerson {
  readonly name?: string
  readonly email?: string
  /** Ids; by default none, and nobody above. */
  readonly roles?: readonly string[]
  readonly department?: string | null
  readonly departments?: readonly string[]
  readonly manager?: string | null
}

interface Options {
  readonly modules?: readonly Module[]
  readonly overlay?: Overlay
  readonly zone?: string
  readonly clock?: Clock
}

/**
 * A fresh workspace with a person for each role: two salespeople in the north and their manager, one in the south. Each is
 * a `Context` that reads and writes as that person.
 */
export const workspace = async (options: Options = {}) => {
  const session = testDatabase()
  const zone = options.zone ?? 'Asia/Shanghai'
  const model = buildModel(options.modules ?? modules, options.overlay ?? emptyOverlay, zone)
  const usual = !options.modules && !options.overlay
  const schema = await (usual ? borrowSchema : ownSchema)(session, model)
  const ws: EngineWorkspace = { id: crypto.randomUUID(), name: '测试公司', schema, zone, currency: 'CNY', model }
  const ground: Ground = { session, workspace: ws, clock: options.clock ?? systemClock, secret: 'test secret' }
  const system = new Context(ground, systemActor(model, '测试'))

  const actorOf = async (userId: string): Promise<Actor> => (await loadActor(session, schema, model, userId))!

  const hire = async (given: readonly NewPerson[]): Promise<Context[]> => {
    const rows = given.map((person) => {
      const nth = ++hired
      return { name: `person ${nth}`, email: `p${nth}@example.com`, ...person }
    })
    const made = await createRecords(system, system.object(User.name), rows)
    return Promise.all(made.map(async ({ id }) => new Context(ground, await actorOf(id))))
  }

  /** One more person, as the context she works in. */
  const person = async (given: NewPerson): Promise<Context> => (await hire([given]))[0]!

  /** A role of the workspace's own with just these grants; its id. */
  const role = async (name: string, grants: Readonly<Record<string, Grant>>): Promise<string> =>
    (await system.create(Role, { name, label: name, grants })).id

  /** Her next unit of work, on her rights as they are now. `time` is its moment, else the clock's. */
  const again = async (ctx: Context, time?: string): Promise<Context> =>
    new Context(ground, ctx.actor.access.system ? ctx.actor : await actorOf(ctx.actor.id), {}, time)

  const roles = await foundRoles(ground)
  const head = (await system.create(Department, { name: '总部' })).id
  const [north, south] = await createRecords(system, system.object(Department.name), [
    { name: 'north', parent: head },
    { name: 'south', parent: head },
  ])
  const departments = { head, north: north!.id, south: south!.id }
  const names = Object.keys(people) as Person[]
  const staff = await hire(
    names.map((name) => {
      const { role, department } = people[name]
      return { name, email: `${name}@example.com`, roles: [roles[role]!], department: departments[department] }
    }),
  )
  const contexts = Object.fromEntries(names.map((name, i) => [name, staff[i]])) as Record<Person, Context>
  return { ...contexts, ground, schema, model, session, departments, roles, system, person, role, again }
}

export type Workspace = Awaited<ReturnType<typeof workspace>>
