import { existsSync, readdirSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { InUse, NotEmpty } from '#platform/backup'
import { asideOf, finishTaking, outliving, planTaking } from './finish-taking.ts'
import { inWorkplace, nameOfMine } from './workplace.ts'

/** Whether a data directory may come into being there. Throws NotEmpty and InUse. */
export const checkPlace = (place: string, replace: boolean) => {
  const folder = path.resolve(place)
  const there = existsSync(folder) ? readdirSync(folder) : []
  const taken = there.some((name) => !outliving.includes(name))
  if (taken && !replace) throw NotEmpty({ place: folder })
  if (existsSync(path.join(folder, 'postgres', 'cluster', 'postmaster.pid'))) throw InUse({ place: folder })
  return { folder, taken, empty: there.length === 0 }
}

/**
 * Builds a data directory aside; it takes its place only when it is whole and proven. Data that lies there are refused, or, with
 * `replace`, renamed and kept: the answer says as what.
 */
export const takePlace = async <T>(
  place: string,
  replace: boolean,
  build: (half: string) => Promise<T>,
): Promise<T & { readonly aside: string | null }> => {
  const { folder, taken, empty } = checkPlace(place, replace)
  const half = nameOfMine(`${folder}.restoring`)
  return inWorkplace(half, async () => {
    const built = await build(half)
    const name = empty ? null : asideOf(folder)
    const aside = name && path.join(path.dirname(folder), name)
    await planTaking(half, { aside: name, keep: taken })
    if (aside) await rename(folder, aside)
    await finishTaking(folder, half)
    return { ...built, aside: taken ? aside : null }
  })
}
