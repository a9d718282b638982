import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openControl } from '#platform/control'
import { ownDatabase, type OwnDatabase } from '#test/own-database'
import { createJobs, type JobOptions, type Jobs } from './index.ts'
import type { JobHandler } from './job.ts'

let own: OwnDatabase
const open: Jobs[] = []
beforeAll(async () => {
  own = await ownDatabase()
  await openControl(own.db)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((jobs) => jobs.stop()))
})
afterAll(() => own.drop())

/** A process that knows one job. */
const process = async <T>(name: string, handler: JobHandler<T>, options?: JobOptions): Promise<Jobs> => {
  const jobs = await createJobs({ url: own.url, db: own.db })
  open.push(jobs)
  jobs.define(name, handler, options)
  return jobs
}

const stateOf = async (jobs: Jobs, id: string | null) => (await jobs.status(id!))?.state
const wait = { interval: 50 }
const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('does a job with its data and keeps what came of it', async () => {
  const jobs = await process<{ n: number }>('double', async ({ data }) => ({ twice: data.n * 2 }))
  await jobs.start()
  const id = await jobs.enqueue('double', { n: 21 })
  await expect.poll(() => stateOf(jobs, id), wait).toBe('done')
  expect(await jobs.status(id!)).toEqual({
    id,
    name: 'double',
    state: 'done',
    attempt: 1,
    data: { n: 21 },
    progress: null,
    result: { twice: 42 },
    error: null,
  })
})

it('enqueues with the transaction that wants it: a rollback leaves none, a commit one', async () => {
  const done: string[] = []
  const jobs = await process<{ of: string }>('in-tx', async ({ data }) => void done.push(data.of))
  await own.db.query('create table if not exists public.effect (name text)')
  const write = (name: string, fail: boolean) =>
    own.db.transaction(async (tx) => {
      await tx.query('insert into public.effect values ($1)', [name])
      await jobs.enqueue('in-tx', { of: name }, { transaction: tx })
      if (fail) throw new Error('rolled back')
    })
  await expect(write('lost', true)).rejects.toThrow('rolled back')
  await write('kept', false)
  expect(await own.db.query('select name from public.effect')).toEqual([{ name: 'kept' }])
  expect(await own.db.query(`select data from jobs.job where name = 'in-tx'`)).toEqual([{ data: { of: 'kept' } }])
  await jobs.start()
  await expect.poll(() => done, wait).toEqual(['kept'])
})

it('runs each job once, however many processes work', async () => {
  const ran = new Map<number, number>()
  const handler: JobHandler<{ n: number }> = async ({ data }) => {
    ran.set(data.n, (ran.get(data.n) ?? 0) + 1)
    await tick(5)
  }
  const [a, b] = [
    await process('shared', handler, { concurrency: 4 }),
    await process('shared', handler, { concurrency: 4 }),
  ]
  await Promise.all([a.start(), b.start()])
  await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 ? a : b).enqueue('shared', { n })))
  await expect.poll(() => ran.size, wait).toBe(60)
  await Promise.all([a.stop(), b.stop()])
  expect([...ran.values()]).toEqual(Array(60).fill(1))
})

it('tries again what failed, and says which attempt it is', async () => {
  const attempts: number[] = []
  const jobs = await process(
    'flaky',
    async ({ attempt }) => {
      attempts.push(attempt)
      if (attempt < 3) throw new Error('邮件服务器没有应答')
    },
    { retryLimit: 2, retryDelay: 0 },
  )
  await jobs.start()
  const id = await jobs.enqueue('flaky', {})
  await expect.poll(() => stateOf(jobs, id), wait).toBe('done')
  expect(attempts).toEqual([1, 2, 3])
})

it('gives up after the last attempt and keeps the reason', async () => {
  const jobs = await process('hopeless', () => Promise.reject(new Error('文件不存在')), { retryLimit: 0 })
  await jobs.start()
  const id = await jobs.enqueue('hopeless', {})
  await expect.poll(() => stateOf(jobs, id), wait).toBe('failed')
  expect((await jobs.status(id!))?.error).toBe('文件不存在')
})

it('does not run what was cancelled while it waited', async () => {
  const ran: unknown[] = []
  const jobs = await process('waiting', async ({ data }) => void ran.push(data))
  const id = await jobs.enqueue('waiting', { n: 1 })
  expect(await jobs.cancel(id!)).toBe(true)
  expect(await stateOf(jobs, id)).toBe('cancelled')
  const next = await jobs.enqueue('waiting', { n: 2 })
  await jobs.start()
  await expect.poll(() => stateOf(jobs, next), wait).toBe('done')
  expect(ran).toEqual([{ n: 2 }])
})

it('tells a running job that it was cancelled, and everybody how far it is', async () => {
  const jobs = await process('long', async ({ progress, cancelled }) => {
    for (let n = 1; !cancelled(); n++) {
      progress(n, 1_000_000)
      await tick(5)
    }
    return { half: 'done' }
  })
  await jobs.start()
  const id = await jobs.enqueue('long', {})
  await expect.poll(async () => (await jobs.status(id!))?.progress?.done, wait).toBeGreaterThan(0)
  expect(await jobs.status(id!)).toMatchObject({ state: 'running', progress: { total: 1_000_000 } })
  expect(await jobs.cancel(id!)).toBe(true)
  await jobs.stop()
  expect(await stateOf(jobs, id)).toBe('cancelled')
  expect((await jobs.status(id!))?.result).toBeNull()
})

it('says false when there is nothing to cancel', async () => {
  const jobs = await process('over', async () => {})
  await jobs.start()
  const id = await jobs.enqueue('over', {})
  await expect.poll(() => stateOf(jobs, id), wait).toBe('done')
  expect(await jobs.cancel(id!)).toBe(false)
  expect(await stateOf(jobs, id)).toBe('done')
  for (const unknown of ['over:not-an-id', 'nothing', 'other:019a0000-0000-7000-8000-000000000000']) {
    expect(await jobs.cancel(unknown)).toBe(false)
    expect(await jobs.status(unknown)).toBeNull()
  }
})

it('keeps a second job of the same key out until the first has ended', async () => {
  const gate = Promise.withResolvers<void>()
  const jobs = await process('single', () => gate.promise)
  await jobs.start()
  const id = await jobs.enqueue('single', {}, { key: 'customer-7' })
  await expect.poll(() => stateOf(jobs, id), wait).toBe('running')
  expect(await jobs.enqueue('single', {}, { key: 'customer-7' })).toBeNull()
  expect(await jobs.enqueue('single', {}, { key: 'customer-8' })).not.toBeNull()
  expect(await jobs.enqueue('single', {})).not.toBeNull()
  expect(await jobs.enqueue('single', {})).not.toBeNull()
  gate.resolve()
  await expect.poll(() => stateOf(jobs, id), wait).toBe('done')
  expect(await jobs.enqueue('single', {}, { key: 'customer-7' })).not.toBeNull()
})

it('lets one more wait behind the running one where the work must see what changed meanwhile', async () => {
  const gate = Promise.withResolvers<void>()
  const jobs = await process('refresh', () => gate.promise, { keyHolds: 'waiting' })
  await jobs.start()
  const id = await jobs.enqueue('refresh', {}, { key: 'totals' })
  await expect.poll(() => stateOf(jobs, id), wait).toBe('running')
  const second = await jobs.enqueue('refresh', {}, { key: 'totals' })
  expect(second).not.toBeNull()
  expect(await jobs.enqueue('refresh', {}, { key: 'totals' })).toBeNull()
  gate.resolve()
  await expect.poll(() => stateOf(jobs, second), wait).toBe('done')
})

it('waits for the hour it was told', async () => {
  const jobs = await process('later', async () => {})
  await jobs.start()
  const later = await jobs.enqueue('later', {}, { startAfter: new Date(Date.now() + 3_600_000) })
  const now = await jobs.enqueue('later', {})
  await expect.poll(() => stateOf(jobs, now), wait).toBe('done')
  expect(await stateOf(jobs, later)).toBe('waiting')
})

it('keeps schedules in their zone, and drops those that no code asks for any more', async () => {
  const first = await process('nightly', async () => {})
  first.schedule('nightly', '0 2 * * *', { zone: 'Asia/Shanghai' })
  await first.start()
  const schedules = () => own.db.query('select name, cron, timezone from jobs.schedule')
  expect(await schedules()).toEqual([{ name: 'nightly', cron: '0 2 * * *', timezone: 'Asia/Shanghai' }])
  await first.stop()
  await (await process('nightly', async () => {})).start()
  expect(await schedules()).toEqual([])
})

it('lets the job under way finish before it stops', async () => {
  const began = Promise.withResolvers<void>()
  let finished = false
  const jobs = await process('slow', async () => {
    began.resolve()
    await tick(300)
    finished = true
  })
  await jobs.start()
  await jobs.enqueue('slow', {})
  await began.promise
  await jobs.stop()
  expect(finished).toBe(true)
})

it('refuses a job that nobody defined', async () => {
  const jobs = await process('known', async () => {})
  await expect(jobs.enqueue('unknown', {})).rejects.toThrow('unknown')
  expect(() => jobs.schedule('unknown', '* * * * *', { zone: 'UTC' })).toThrow('unknown')
  expect(() => jobs.define('not a name', async () => {})).toThrow('not a name')
})
