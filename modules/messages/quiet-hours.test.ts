import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '#engine'
import { createMailer } from '#platform/mail'
import { changeQuietHours, Notification, sendDigests, sendNotices } from '#modules/messages'
import { mailbox } from '#test/mailbox'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
let mail: Awaited<ReturnType<typeof mailbox>>
beforeEach(async () => {
  ;[w, mail] = [await workspace(), await mailbox()]
})
afterEach(() => mail.close())

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
/** The next hours are quiet for somebody, or by the company's id for all, on the company's wall clock. */
const beQuiet = (whose: string) => {
  const wall = (at: Date) =>
    at.toLocaleTimeString('en-GB', { timeZone: w.system.workspace.zone, hour: '2-digit', minute: '2-digit' })
  return changeQuietHours(w.system, whose, { on: true, from: wall(inHours(-1)), to: wall(inHours(3)) })
}
const tell = (who: Context, kind: 'reminder' | 'job' | 'system', text: string) =>
  sendNotices(w.system, [
    {
      kind,
      to: who.actor.id,
      from: null,
      object: null,
      record: null,
      request: null,
      viaImport: false,
      text,
      key: text,
    },
  ])
/** Sends what is due at that moment, in a process of its own. */
const digestsIn = async (hours: number) => {
  const mailer = createMailer({ smtpUrl: mail.url, from: '知客 <crm@example.com>' })!
  const then = await w.again(w.system, inHours(hours).toISOString())
  const sent = await sendDigests(then, { mailer, publicUrl: null, language: 'zh-CN' })
  mailer.close()
  return sent
}
const linesTo = (who: string) =>
  mail.letters
    .filter(({ to }) => to === `${who}@example.com`)
    .map(({ text }) => text.split('\n').filter((l) => l.startsWith('·')))

test('in quiet hours no mail goes out: all of it is one mail after them, once', async () => {
  await beQuiet(w.manager.actor.id)
  for (const text of ['一', '二']) {
    await tell(w.manager, 'reminder', text)
    expect(await digestsIn(1)).toBe(0)
  }
  expect(mail.letters).toEqual([])
  // In the app both are there, and counted.
  expect(await w.manager.find(Notification)).toHaveLength(2)
  // Two processes at once, and another later.
  expect(await Promise.all([digestsIn(4), digestsIn(4)])).toContain(1)
  expect(await digestsIn(5)).toBe(0)
  expect(linesTo('manager').map((lines) => lines.length)).toEqual([2])
})

test('what is urgent goes out in quiet hours too, alone; others are not kept waiting by one who sleeps', async () => {
  await beQuiet(w.manager.actor.id)
  await tell(w.manager, 'reminder', '回访')
  await tell(w.manager, 'system', '推送停用了')
  await tell(w.reader, 'reminder', '开会')
  expect(await digestsIn(1)).toBe(2)
  expect(linesTo('manager').flat().join()).toContain('推送停用了')
  expect([linesTo('manager').flat().length, linesTo('reader').flat().length]).toEqual([1, 1])
  expect(await digestsIn(4)).toBe(1)
  expect(linesTo('manager').map((lines) => lines.length)).toEqual([1, 1])
})

test('who has set none has the company’s; who turned hers off is told at any hour', async () => {
  await beQuiet(w.system.workspace.id)
  await changeQuietHours(w.system, w.manager.actor.id, { on: false })
  await tell(w.manager, 'reminder', '回访')
  await tell(w.reader, 'reminder', '开会')
  expect(await digestsIn(1)).toBe(1)
  expect([linesTo('manager').length, linesTo('reader').length]).toEqual([1, 0])
  expect(await digestsIn(4)).toBe(1)
  expect(linesTo('reader').length).toBe(1)
})
