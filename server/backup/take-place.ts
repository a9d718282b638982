import { existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { InUse, NotEmpty } from '#platform/backup'

/**
 * Builds a data directory aside; it takes its place only when it is whole and proven. What lies there is refused, or, with
 * `replace`, renamed and kept: the answer says as what.
 */
export const takePlace = async <T>(
  place: string,
  replace: boolean,
  build: (half: string) => Promise<T>,
): Promise<T & { readonly aside: string | null }> => {
  const folder = path.resolve(place)
  const taken = existsSync(folder) && readdirSync(folder).length > 0
  if (taken && !replace) throw NotEmpty({ place: folder })
  if (existsSync(path.join(folder, 'postgres', 'cluster', 'postmaster.pid'))) throw InUse({ place: folder })
  const half = `${folder}.restoring-${process.pid}`
  await rm(half, { recursive: true, force: true })
  try {
    const built = await build(half)
    const aside = taken ? `${folder}.before-${new Date().toISOString().replace(/[-:]|\..*/g, '')}` : null
    if (aside) await rename(folder, aside)
    else await rm(folder, { recursive: true, force: true })
    await rename(half, folder)
    if (aside) await bringAlong(aside, folder)
    return { ...built, aside }
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** Backups and their key outlive the data that they are of. */
const bringAlong = async (from: string, to: string): Promise<void> => {
  for (const name of ['backups', 'backup.key'])
    if (existsSync(path.join(from, name))) await rename(path.join(from, name), path.join(to, name))
}
