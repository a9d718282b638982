import { fc } from '#test/chance'
import type { Grant } from '#engine'

type Scope = NonNullable<Grant['read']>

/** For tests: random companies. People, departments and records are known by their place in the list. */
export interface World {
  /** The place of each department's parent; always an earlier one. */
  readonly departments: readonly { readonly parent: number | null }[]
  readonly roles: readonly WorldRole[]
  readonly users: readonly WorldUser[]
  readonly customers: readonly WorldRecord[]
  readonly contacts: readonly WorldRecord[]
  readonly opportunities: readonly WorldRecord[]
  readonly activities: readonly WorldRecord[]
}

export const worldObjects = ['customer', 'contact', 'opportunity', 'activity'] as const
export type WorldObject = (typeof worldObjects)[number]

export interface WorldUser {
  readonly department: number | null
  readonly departments: readonly number[]
  /** Anybody, also somebody below: companies make mistakes. */
  readonly manager: number | null
  readonly roles: readonly number[]
}

export interface WorldRecord {
  readonly owner: number | null
  readonly department: number | null
  readonly deleted: boolean
  /** Of a customer; a role may share those of level A. */
  readonly level: 'A' | 'C'
  readonly about: { readonly object: WorldObject; readonly index: number } | null
  readonly team: readonly {
    readonly user: number
    readonly may: 'read' | 'write'
    readonly until: 'past' | 'future' | null
  }[]
}

export const recordsOf = (world: World, object: WorldObject): readonly WorldRecord[] =>
  ({
    customer: world.customers,
    contact: world.contacts,
    opportunity: world.opportunities,
    activity: world.activities,
  })[object]

const scope = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Scope>('own', 'subordinates', 'department', 'departmentTree') },
  { weight: 2, arbitrary: fc.constantFrom<Scope>('none', 'all') },
)
const grant: fc.Arbitrary<Grant> = fc.record({ read: scope, update: scope, delete: scope }, { requiredKeys: [] })

/** A sharing rule of the customers; contacts and the others have none. Departments are known by their place. */
export interface Shared {
  readonly departments: readonly number[]
  readonly below: boolean
  /** Only customers of level A. */
  readonly level: boolean
}

/** What a role grants in a random world: what its rules share stands beside its grants. */
export type WorldRole = Readonly<Record<WorldObject, Grant>> & { readonly shared: readonly Shared[] }

const numbers = { departments: 5, users: 6, records: 6 }

const shared: fc.Arbitrary<Shared> = fc.record({
  departments: fc.uniqueArray(fc.nat(numbers.departments - 1), { maxLength: 2 }),
  below: fc.boolean(),
  level: fc.boolean(),
})
const role: fc.Arbitrary<WorldRole> = fc.record({
  customer: grant,
  contact: grant,
  opportunity: grant,
  activity: grant,
  shared: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(shared, { minLength: 1, maxLength: 2 })),
})

const place = (count: number) => fc.option(fc.nat(count - 1), { freq: 4 })

const user = (roles: number): fc.Arbitrary<WorldUser> =>
  fc.record({
    department: place(numbers.departments),
    departments: fc.uniqueArray(fc.nat(numbers.departments - 1), { maxLength: 2 }),
    manager: place(numbers.users),
    roles: fc.uniqueArray(fc.nat(roles - 1), { maxLength: 2 }),
  })

const record = (about: readonly WorldObject[]): fc.Arbitrary<WorldRecord> =>
  fc.record({
    owner: place(numbers.users),
    department: fc.option(fc.nat(numbers.departments - 1), { freq: 1 }),
    deleted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    level: fc.constantFrom('A' as const, 'C' as const),
    about:
      about.length === 0
        ? fc.constant(null)
        : fc.option(fc.record({ object: fc.constantFrom(...about), index: fc.nat(numbers.records - 1) }), { freq: 5 }),
    team: fc.uniqueArray(
      fc.record({
        user: fc.nat(numbers.users - 1),
        may: fc.constantFrom('read' as const, 'write' as const),
        until: fc.constantFrom('past' as const, 'future' as const, null),
      }),
      { maxLength: 2, selector: (member) => member.user },
    ),
  })

const list = <T>(one: fc.Arbitrary<T>, length: number) => fc.array(one, { minLength: length, maxLength: length })

export const worlds: fc.Arbitrary<World> = fc.record({
  departments: list(fc.nat(9), numbers.departments).map((parents) =>
    parents.map((parent, i) => ({ parent: parent < i ? parent : null })),
  ),
  roles: list(role, 3),
  users: list(user(3), numbers.users),
  customers: list(record([]), numbers.records),
  contacts: list(record(['customer']), numbers.records),
  opportunities: list(record(['customer']), numbers.records),
  activities: list(record(['customer', 'contact', 'opportunity']), numbers.records),
})
