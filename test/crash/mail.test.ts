import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, inject, test } from 'vitest'
import { createRecords } from '#engine'
import { Notification } from '#modules/messages'
import { workspace } from '#test/workspace'

let smtp: SMTPServer | undefined
let sender: ChildProcess | undefined
afterEach(async () => {
  sender?.kill('SIGKILL')
  await new Promise<void>((resolve) => (smtp ? smtp.close(() => resolve()) : resolve()))
})

/** A mail server that takes each letter whole and tells of it before and after it has said so. */
const mailServer = async (taken: (to: string) => void, answered: (nth: number) => void): Promise<string> => {
  let nth = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.resume()
      stream.on('end', () => {
        taken((session.envelope.rcptTo[0] as { address: string }).address)
        // Every second time the sender dies before it hears that its letter was taken.
        if (nth++ % 2 === 0) sender?.kill('SIGKILL')
        done()
        setTimeout(() => answered(nth), 5)
      })
    },
  })
  smtp = server
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
}

test('F04 the process that sends mail killed at every letter: nobody gets one twice, and each that may be lost is noted as unknown', async () => {
  const w = await workspace()
  const people = [w.administrator, w.manager, w.sales, w.otherSales, w.southSales, w.marketer]
  await createRecords(
    w.system,
    w.system.object(Notification.name),
    people.map((p) => ({
      kind: 'system',
      owner: p.actor.id,
      count: 1,
      text: '数据库备份完成',
      inApp: true,
      mail: 'waiting',
    })),
  )
  await w.session.query(`update "${w.schema}".notification set "createdAt" = now() - interval '1 hour'`)
  const letters: string[] = []
  const smtpUrl = await mailServer(
    (to) => letters.push(to),
    () => sender?.kill('SIGKILL'),
  )
  const told = JSON.stringify({ url: inject('databaseUrl'), schema: w.schema, smtpUrl })
  const waiting = async () =>
    (
      await w.session.query<{ n: number }>(
        `select count(*)::int as n from "${w.schema}".notification where mail = 'waiting'`,
      )
    )[0]!.n
  let killed = 0
  for (let round = 0; (await waiting()) > 0; round++) {
    expect(round).toBeLessThan(20)
    sender = spawn(process.execPath, ['test/crash/mail-process.ts', told], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [, signal] = (await once(sender, 'exit')) as [number | null, string | null]
    if (signal) killed++
  }
  // Another run finds nothing left to send, and what nobody can know it does not guess.
  await w.session.query(`update "${w.schema}".mail set at = now() - interval '1 hour'`)
  sender = spawn(process.execPath, ['test/crash/mail-process.ts', told], { stdio: ['ignore', 'ignore', 'inherit'] })
  await once(sender, 'exit')

  expect(killed).toBeGreaterThan(3)
  expect(letters.toSorted()).toEqual([...new Set(letters)].toSorted())
  const ledger = await w.session.query<{ state: string; email: string }>(
    `select m.state, u.email from "${w.schema}".mail m join "${w.schema}"."user" u on u.id = m.recipient`,
  )
  expect(ledger).toHaveLength(people.length)
  expect(ledger.filter((m) => m.state !== 'sent' && m.state !== 'unknown')).toEqual([])
  expect(ledger.filter((m) => m.state === 'sent' && !letters.includes(m.email))).toEqual([])
  expect(ledger.filter((m) => m.state === 'unknown').length).toBeGreaterThanOrEqual(killed / 2)
})
