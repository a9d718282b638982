import { afterAll, inject } from 'vitest'
import {
  buildModel,
  Context,
  createTables,
  Database,
  emptyOverlay,
  foundRoles,
  type Ground,
  loadActor,
  type Module,
  type Overlay,
  systemActor,
  systemClock,
  User,
  Department,
  type Workspace as EngineWorkspace,
} from '#engine'
import { modules } from '../modules/all.ts'

let database: Database | undefined
let count = 0

/** The test run's database, one pool per test file. */
export const testDatabase = (): Database => (database ??= new Database(inject('databaseUrl'), { max: 8 }))

afterAll(async () => {
  await database?.close()
  database = undefined
})

export type Person = 'administrator' | 'security' | 'auditor' | 'manager' | 'sales' | 'otherSales' | 'southSales' | 'marketer' | 'service' | 'reader'

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

/**
 * A fresh workspace with a person for each role: two salespeople in the north and their manager, one in the south. Each is
 * a `Context` that reads and writes as that person.
 */
export const workspace = async (options: { modules?: readonly Module[]; overlay?: Overlay; zone?: string } = {}) => {
  const session = testDatabase()
  const zone = options.zone ?? 'Asia/Shanghai'
  const model = buildModel(options.modules ?? modules, options.overlay ?? emptyOverlay, zone)
  const schema = `w_${process.pid}_${++count}`
  await createTables(session, schema, model)
  const ws: EngineWorkspace = { id: crypto.randomUUID(), name: '测试公司', schema, zone, currency: 'CNY', model }
  const ground: Ground = { session, workspace: ws, clock: systemClock, secret: 'test secret' }
  const system = new Context(ground, systemActor(model, '测试'))
  const roles = await foundRoles(ground)
  const departments: Record<string, string> = {}
  departments['head'] = (await system.create(Department, { name: '总部' })).id
  for (const name of ['north', 'south'] as const)
    departments[name] = (await system.create(Department, { name, parent: departments['head'] as never })).id
  const contexts = {} as Record<Person, Context>
  for (const [person, { role, department }] of Object.entries(people) as [Person, (typeof people)[Person]][]) {
    const user = await system.create(User, {
      name: person,
      email: `${person}@example.com`,
      department: departments[department] as never,
      roles: [roles[role] as never],
    })
    contexts[person] = new Context(ground, (await loadActor(session, schema, model, user.id))!)
  }
  return { ...contexts, ground, schema, model, session, departments, roles, system }
}

export type Workspace = Awaited<ReturnType<typeof workspace>>
