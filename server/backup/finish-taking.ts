import { existsSync, readdirSync } from 'node:fs'
import { readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { endClaim } from './workplace.ts'

/** Backups and their key outlive the data that they are of; who restores may have put them there. */
export const outliving = ['backups', 'backup.key']

/** Lies in a data directory that is whole and proven, until it stands in its place with all that belongs there. */
interface Plan {
  /** What was there before is renamed to this, beside it; null where nothing was. */
  readonly aside: string | null
  /** It is kept, as data that were there. */
  readonly keep: boolean
}
const planIn = (folder: string): string => path.join(folder, 'taking-place.json')

/** From now on the data directory in `at` takes its place, even if this process is killed. */
export const planTaking = async (at: string, plan: Plan): Promise<void> => {
  await writeFile(planIn(at), JSON.stringify(plan))
  await endClaim(at)
}

/** The name under which what was in a folder is kept beside it. */
export const asideOf = (folder: string): string =>
  `${path.basename(folder)}.before-${new Date().toISOString().replace(/[-:]|\..*/g, '')}`

/**
 * Goes on where taking the place broke off; `at` is where the new data directory lies by now. False where there is nothing to
 * go on with: it is not whole, or a database still lies in its place.
 */
export const finishTaking = async (folder: string, at: string): Promise<boolean> => {
  const plan = await readPlan(at)
  if (!plan) return false
  const beside = (name: string) => path.join(path.dirname(folder), name)
  const aside = plan.aside === null ? null : beside(plan.aside)
  if (at !== folder) {
    if (existsSync(path.join(folder, 'postgres'))) return false
    if (existsSync(folder) && readdirSync(folder).length === 0) await rmdir(folder)
    // Some command in between may have laid its secret where everything was put aside already.
    else if (existsSync(folder)) await rename(folder, aside && !existsSync(aside) ? aside : beside(asideOf(folder)))
    await rename(at, folder)
  }
  await bringAlong({ aside, keep: plan.keep }, folder)
  await endClaim(folder)
  await rm(planIn(folder), { force: true })
  return true
}

const bringAlong = async ({ aside, keep }: Plan, folder: string): Promise<void> => {
  if (aside === null || !existsSync(aside)) return
  for (const name of outliving)
    if (existsSync(path.join(aside, name)) && !existsSync(path.join(folder, name)))
      await rename(path.join(aside, name), path.join(folder, name))
  if (!keep && readdirSync(aside).length === 0) await rmdir(aside)
}

const readPlan = async (folder: string): Promise<Plan | null> => {
  try {
    return JSON.parse(await readFile(planIn(folder), 'utf8')) as Plan
  } catch {
    return null
  }
}
