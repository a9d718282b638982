import { listWorkspaces } from '#platform/control'
import { createCompany, type Founded, type NewCompany } from './create-company.ts'
import type { Services } from './services.ts'

/** Sets up an empty installation with its first company; null when somebody else was faster, and for ever after. */
export const foundCompany = async (
  services: Pick<Services, 'database' | 'auth' | 'clock' | 'config'>,
  wanted: NewCompany,
): Promise<Founded | null> => {
  if ((await listWorkspaces(services.database)).length > 0) return null
  return createCompany(services, 'main', wanted, async (session) => {
    await session.query('select pg_advisory_xact_lock(74126)')
    return (await listWorkspaces(session)).length === 0
  })
}
