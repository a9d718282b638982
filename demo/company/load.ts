import { dateIn } from '#shared/zone'
import { Context, defineError } from '#engine'
import type { Auth } from '#platform/auth'
import type { FileStore } from '#platform/files'
import { eraOf, type Extent, type Size, sizes, tell } from './story.ts'
import { foundOrganisation } from './found-organisation.ts'
import { perform } from './perform.ts'
import { removeCompany } from './remove.ts'
import { requestIds } from './requests.ts'
import { staff } from './staff.ts'
import { livingOf } from './living.ts'
import { isLoaded } from './loaded.ts'
import { timeOn } from './time-on.ts'

export const AlreadyLoaded = defineError(
  'demo.loaded',
  409,
  '示例公司已经装入;要重新装入,请先运行 zhike demo --remove',
  'The sample company is loaded already; run zhike demo --remove first to load it anew',
)

export interface LoadOptions {
  readonly size: Size | Extent
  /** Of everybody who gets a login. */
  readonly password: string
  /** The same seed and day give the same company. */
  readonly seed?: string
  readonly today?: string
  readonly progress?: (done: number, total: number) => void
}

/** Somebody one can sign in as. */
export interface DemoLogin {
  readonly name: string
  readonly position: string
  readonly email: string
}

export interface Loaded {
  readonly logins: readonly DemoLogin[]
  /** Steps of the story. */
  readonly steps: number
}

export const reason = '示例数据'

/** Loads the sample company into the workspace of `ctx` (the system), with two years of history up to today. Throws AlreadyLoaded. */
export const loadCompany = async (
  ctx: Context,
  { auth, files }: { readonly auth: Auth; readonly files: FileStore },
  options: LoadOptions,
): Promise<Loaded> => {
  if (await isLoaded(ctx)) throw AlreadyLoaded()
  const { size, password, seed = 'lanchuan', today = dateIn(new Date(ctx.now), ctx.workspace.zone), progress } = options
  const { zone } = ctx.workspace
  const extent = typeof size === 'string' ? sizes[size] : size
  const era = eraOf(today)
  const nextRequest = requestIds()
  const people = staff(seed, extent.sellers)
  const founding = new Context(
    ctx.ground,
    ctx.actor,
    { request: nextRequest(), via: 'system', reason },
    timeOn(era.first, 8, 0, zone),
  )
  const { ids, users, openStages } = await foundOrganisation(founding, auth, people, password)
  const names = new Map(people.map((person) => [person.key, person.name]))
  // Customers that an earlier removal had to leave keep their names.
  const taken = new Set((await livingOf(ctx, ctx.object('customer'))).map(({ title }) => title))
  const setting = { era, zone, openStages, taken, sellers: extent.sellers, nameOf: (key: string) => names.get(key)! }
  const stage = { ground: ctx.ground, users, ids, nextRequest, files, reason }
  let done = 0
  try {
    for (const steps of tell(seed, extent, setting)) {
      const before = done
      await perform({ ...stage, clock: founding.now }, steps, (n) => progress?.(before + n, before + steps.length))
      done += steps.length
    }
  } catch (error) {
    // Half a company helps nobody.
    await removeCompany(ctx, auth)
    throw error
  }
  const logins = people.filter((person) => person.login).map(({ name, position, email }) => ({ name, position, email }))
  return { logins, steps: done }
}
