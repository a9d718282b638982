import { listWorkspaces } from '#platform/control'
import type { Services } from '../services.ts'
import { defineExportJob } from './export-job.ts'
import { defineImportJobs } from './import-jobs.ts'
import { defineSampleJobs } from './sample-jobs.ts'
import { sweepTransfers } from './sweep-transfers.ts'
import { takeUpWork } from './take-up-work.ts'

/** What comes in and goes out as files, done behind the scenes. */
export const defineTransfers = (services: Services): void => {
  defineImportJobs(services)
  defineExportJob(services)
  defineSampleJobs(services)
  services.jobs.define('sweep-transfers', async () => {
    for (const place of await listWorkspaces(services.database))
      await sweepTransfers(services.database, services.files, place, services.clock.now())
  })
  services.jobs.schedule('sweep-transfers', '27 4 * * *', { zone: 'Asia/Shanghai' })
  services.jobs.define('take-up-work', () => takeUpWork(services))
  services.jobs.schedule('take-up-work', '*/10 * * * *', { zone: 'UTC' })
}
