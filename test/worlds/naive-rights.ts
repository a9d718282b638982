import { recordsOf, type World, type WorldObject, type WorldRecord } from './random-world.ts'

/**
 * For tests: who may do what in a world, told as a person would tell it, record by record. It shares nothing with the SQL
 * of `scope.ts`, which must agree with it.
 */
export const mayNaively = (
  world: World,
  userIndex: number,
  object: WorldObject,
  record: WorldRecord,
  verb: 'read' | 'update' | 'delete',
): boolean => {
  if (verb !== 'read' && !mayNaively(world, userIndex, object, record, 'read')) return false
  const user = world.users[userIndex]!
  const scopes = user.roles
    .map((role) => world.roles[role]![object][verb] ?? 'none')
    .filter((scope) => scope !== 'none')
  if (scopes.length === 0) return false
  if (scopes.includes('all')) return true
  if (record.owner === userIndex) return true
  if (scopes.includes('subordinates') && isBelow(world, record.owner, userIndex)) return true

  const department = departmentOf(world, record)
  const mine = [user.department, ...user.departments].filter((d) => d !== null)
  if (department !== null) {
    if (scopes.includes('department') && mine.includes(department)) return true
    if (scopes.includes('departmentTree') && ancestors(world, department).some((d) => mine.includes(d))) return true
  }

  const member = record.team.find((m) => m.user === userIndex)
  if (member && member.until !== 'past') {
    if (verb === 'read') return true
    if (verb === 'update' && member.may === 'write') return true
  }
  if (verb !== 'read') return false
  if (object === 'customer' && user.roles.some((role) => isShared(world, role, record))) return true
  if (!record.about) return false
  const parent = recordsOf(world, record.about.object)[record.about.index]!
  return !parent.deleted && mayNaively(world, userIndex, record.about.object, parent, 'read')
}

/** Does one of the role's rules share this customer; the role has to let customers be read at all. */
const isShared = (world: World, role: number, customer: WorldRecord): boolean =>
  world.roles[role]!.shared.some(({ departments, below, level }) => {
    if (departments.length === 0 && !level) return false
    if (level && customer.level !== 'A') return false
    const department = departmentOf(world, customer)
    if (departments.length === 0) return true
    if (department === null) return false
    return (below ? ancestors(world, department) : [department]).some((d) => departments.includes(d))
  })

/** A record counts for its own department, or else for its owner's. */
const departmentOf = (world: World, record: WorldRecord): number | null =>
  record.department ?? (record.owner === null ? null : world.users[record.owner]!.department)

const isBelow = (world: World, person: number | null, boss: number): boolean => {
  const seen = new Set<number>()
  for (let at = person; at !== null && !seen.has(at); at = world.users[at]!.manager) {
    if (at === boss) return true
    seen.add(at)
  }
  return false
}

/** The department itself and all above it. */
const ancestors = (world: World, department: number): number[] => {
  const { parent } = world.departments[department]!
  return parent === null ? [department] : [department, ...ancestors(world, parent)]
}
