import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { create } from 'content-disposition'
import * as z from 'zod'
import { defineError, Forbidden, isUuid, mayDo, noteExport, verbs } from '#engine'
import {
  type AwayCopy,
  awayPlace,
  type BackupRow,
  backupRow,
  keyFileIn,
  listBackups,
  NoStorage,
  setBackup,
} from '#platform/backup'
import { listWorkspaces } from '#platform/control'
import { anything } from '../answers.ts'
import { askAway, askBackup } from '../../backup/backup-job.ts'
import { backupFolder } from '../../backup/backup-folder.ts'
import { isHere, nextTry } from '../../backup/send-away.ts'
import { readSchedule, scheduleSchema, writeSchedule } from '../../backup/schedule.ts'
import { languageOf } from '../problem.ts'
import { type Call, route } from '../route.ts'

const NoSuchBackup = defineError(
  'backup.notFound',
  404,
  '没有这个备份,或文件已按保留设置清理',
  'There is no such backup, or its file was removed as the settings say',
)

/** Backups hold every company of the installation: they are the business of the first one's administrators, signed in. */
const checkMay = async ({ ctx, credential, services }: Call): Promise<void> => {
  const [first] = await listWorkspaces(services.database)
  const may = mayDo(ctx.actor, 'settings') && credential.kind === 'session' && first?.id === ctx.workspace.id
  if (!may) throw Forbidden({ action: verbs.manage, object: { 'zh-CN': '备份', en: 'backups' } })
}

const asked = async ({ params, services }: Call): Promise<BackupRow> => {
  const found = isUuid(params['id']) ? await backupRow(services.database, params['id']!) : null
  if (!found) throw NoSuchBackup()
  return found
}

/** How it stands with the copy in the object storage; while it is on its way neither of the three is known. */
const shownAway = (copy: AwayCopy, { services, request }: Call) => {
  const { place, arrived, problem } = copy
  const next = problem ? nextTry(copy) : null
  return {
    place,
    arrived,
    problem: problem?.[languageOf(request)] ?? null,
    nextTry: next && next > services.clock.now() ? next.toISOString() : null,
  }
}

/** One of the list; a running one with its progress. Whose process died, and that nobody took over, has failed. */
const shown = async (call: Call, row: BackupRow) => {
  const { services, request } = call
  const { id, at, kind, size, facts, problem, away, provenAt, finishedAt } = row
  const running = row.state === 'running' && row.job ? await services.jobs.status(row.job) : null
  const ended = row.state === 'running' && row.job && !/^(waiting|running)$/.test(running?.state ?? '')
  return {
    id,
    at,
    kind,
    state: ended ? 'failed' : row.state,
    size,
    facts,
    provenAt,
    finishedAt,
    problem: problem?.[languageOf(request)] ?? running?.error ?? null,
    progress: running?.progress ?? null,
    here: isHere(row),
    away: away && shownAway(away, call),
  }
}

export const backupRoutes = [
  route({
    method: 'GET',
    path: '/backups',
    summary: { 'zh-CN': '备份', en: 'Backups' },
    answer: z.looseObject({ data: z.array(anything), schedule: anything }),
    async handle(call) {
      await checkMay(call)
      const { database, config } = call.services
      const rows = (await listBackups(database)).filter(({ state }) => state !== 'expired')
      const data = []
      for (const row of rows) data.push(await shown(call, row))
      const key = config.backupKey ? 'BACKUP_KEY' : keyFileIn(config.dataDir)
      const storage = config.backupS3 ? awayPlace(config.backupS3) : null
      return { body: { data, schedule: await readSchedule(database), folder: backupFolder(config), storage, key } }
    },
  }),
  route({
    method: 'POST',
    path: '/backups',
    summary: { 'zh-CN': '立即备份', en: 'Back up now' },
    body: z.strictObject({}),
    status: 202,
    answer: anything,
    async handle(call) {
      await checkMay(call)
      const id = await askBackup(call.services, 'manual')
      return { status: 202, body: await shown(call, (await backupRow(call.services.database, id))!) }
    },
  }),
  route({
    method: 'PUT',
    path: '/backups/schedule',
    summary: { 'zh-CN': '备份时间与保留', en: 'When backups are made and how many are kept' },
    body: scheduleSchema,
    answer: anything,
    async handle(call) {
      await checkMay(call)
      await writeSchedule(call.services.database, call.body)
      return { body: await readSchedule(call.services.database) }
    },
  }),
  route({
    method: 'POST',
    path: '/backups/{id}/cancel',
    summary: { 'zh-CN': '取消正在进行的备份', en: 'Cancel a backup that is under way' },
    answer: anything,
    async handle(call) {
      await checkMay(call)
      const { database, jobs } = call.services
      const row = await asked(call)
      if (row.state === 'running' && row.job && (await jobs.cancel(row.job)))
        await setBackup(database, row.id, { state: 'cancelled', finishedAt: new Date().toISOString() })
      return { body: await shown(call, (await backupRow(database, row.id))!) }
    },
  }),
  route({
    method: 'POST',
    path: '/backups/{id}/away',
    summary: { 'zh-CN': '把备份送到对象存储', en: 'Send a backup to the object storage' },
    status: 202,
    answer: anything,
    async handle(call) {
      await checkMay(call)
      const { services } = call
      const row = await asked(call)
      if (!services.config.backupS3) throw NoStorage()
      if (!isHere(row)) throw NoSuchBackup()
      if (!row.away?.arrived) await askAway(services, row)
      return { status: 202, body: await shown(call, (await backupRow(services.database, row.id))!) }
    },
  }),
  route({
    method: 'GET',
    path: '/backups/{id}/file',
    summary: { 'zh-CN': '下载备份文件(已加密)', en: 'Download a backup, encrypted as it is' },
    answers: 'bytes',
    async handle(call) {
      await checkMay(call)
      const row = await asked(call)
      if (!isHere(row)) throw NoSuchBackup()
      const { id } = row
      const file = row.path!
      await noteExport(call.ctx, {
        object: 'backup',
        record: id,
        facts: { file: path.basename(file) },
        reason: '下载备份',
      })
      const headers = {
        'content-type': 'application/octet-stream',
        'content-disposition': create(path.basename(file)),
        'content-length': String((await stat(file)).size),
        'x-content-type-options': 'nosniff',
      }
      return { body: createReadStream(file), headers }
    },
  }),
]
