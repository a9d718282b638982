import { existsSync, readdirSync } from 'node:fs'
import { rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { InUse, NotEmpty } from '#platform/backup'

/** Backups and their key outlive the data that they are of; who restores may have put them there. */
const outliving = ['backups', 'backup.key']

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
  const half = `${folder}.restoring-${process.pid}`
  await rm(half, { recursive: true, force: true })
  try {
    const built = await build(half)
    const aside = `${folder}.before-${new Date().toISOString().replace(/[-:]|\..*/g, '')}`
    if (!empty) await rename(folder, aside)
    else await rm(folder, { recursive: true, force: true })
    await rename(half, folder)
    await bringAlong(aside, folder)
    if (!empty && !taken) await rmdir(aside)
    return { ...built, aside: taken ? aside : null }
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

const bringAlong = async (from: string, to: string): Promise<void> => {
  for (const name of outliving)
    if (existsSync(path.join(from, name))) await rename(path.join(from, name), path.join(to, name))
}
