import { createCompany, type Founded } from '../server/create-company.ts'
import type { Services } from '../server/services.ts'
import { password } from './server.ts'

/** Another company beside the first in the same database, with an administrator who signs in by this address. */
export const secondCompany = async (services: Services, slug: string, email: string): Promise<Founded> =>
  (await createCompany(services, slug, { company: slug, name: slug, email, password }))!
