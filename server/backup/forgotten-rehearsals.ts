import { randomBytes } from 'node:crypto'
import type { Session } from '#engine'

/** A name for a database to rehearse in. */
export const rehearsalName = (): string => `zhike_rehearsal_${randomBytes(4).toString('hex')}`

/**
 * Removes the copies that rehearsals left behind when they were killed. One at work keeps a connection to its copy, and PostgreSQL
 * drops no database that somebody is connected to; those of another account it does not let us drop.
 */
export const dropForgotten = async (server: Session): Promise<void> => {
  const forgotten = await server.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^zhike_rehearsal_[0-9a-f]{8}$'
     and pg_has_role(datdba, 'member') and datname not in (select datname from pg_stat_activity where datname is not null)`,
  )
  for (const { name } of forgotten) await server.query(`drop database if exists ${name}`).catch(ofOthers)
}

const ofOthers = (error: { readonly code?: string }): void => {
  if (!['42501', '55006', '3D000'].includes(error.code ?? '')) throw error as Error
}
