import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Context, createRecords } from '#engine'
import { followChanges } from '#platform/follow'
import { createMailer } from '#platform/mail'
import { Comment, Task } from '#modules/activities'
import { Customer } from '#modules/customers'
import {
  changePreferences,
  describe as describeAll,
  type Kept,
  Notification,
  noticesOf,
  remind,
  sendDigests,
  sendNotices,
  wishOfNotices,
} from '#modules/messages'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeEach(async () => {
  w = await workspace()
  await settled()
  await follow()
})

/** A transaction elsewhere on the server keeps changes from being handed out; it ends. */
const settled = async () => {
  await expect
    .poll(() => w.session.query(`select from "${w.schema}".change where tx >= pg_snapshot_xmin(pg_current_snapshot())`))
    .toHaveLength(0)
}

const following = { name: 'notifications', wish: async () => wishOfNotices }

/** One round of what follows from changes. */
const follow = () =>
  followChanges(w.session, w.schema, {
    ...following,
    work: (session, entries) => sendNotices(w.system.on(session), noticesOf(w.model, entries)),
  })

const of = async (who: Context) => {
  await settled()
  while ((await follow()) > 0);
  return who.find(Notification, {}, { sort: 'createdAt' })
}
const textsOf = async (who: Context) => {
  const rows = (await of(who)).map((n) => ({ ...n, from: n.from && { id: n.from, name: '某人' } }))
  return (await describeAll(who, rows as unknown as Kept[], 'zh-CN')).map((d) => d.text)
}
const comment = (who: Context, customer: string, ...mentions: Context[]) =>
  who.create(Comment, {
    text: '机密:底价 80 万',
    about: { object: 'customer', id: customer },
    mentions: mentions.map((m) => m.actor.id as never),
  })

test('who is mentioned in a comment is told once, with a way to the record; the author is not', async () => {
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, w.manager, w.sales)
  expect(await textsOf(w.manager)).toEqual(['某人在客户“华信科技”的评论里提到了你'])
  await follow()
  expect(await of(w.manager)).toHaveLength(1)
  expect(await of(w.sales)).toEqual([])
})

test('A22: one mentioned on a record out of her reach is not told which, nor what was said', async () => {
  const { id } = await w.sales.create(Customer, { name: '秘密客户' })
  await comment(w.sales, id, w.southSales)
  const [told] = await of(w.southSales)
  expect(told).toMatchObject({ kind: 'mention', object: null, record: null, text: null, from: w.sales.actor.id })
  expect(await textsOf(w.southSales)).toEqual(['某人在你无权查看的一条记录里提到了你'])
})

test('A22: a record that goes out of her reach later is not named any more either', async () => {
  const { id } = await w.sales.create(Customer, { name: '将转走', owner: w.southSales.actor.id as never })
  expect(await textsOf(w.southSales)).toEqual(['某人把客户“将转走”交给了你'])
  await w.system.update(Customer, id, { owner: w.sales.actor.id as never, department: w.departments.north as never })
  expect(await textsOf(w.southSales)).toEqual(['某人把一条记录交给了你,现在你已无权查看'])
})

test('a record given by somebody else is told, one that she made or took herself is not', async () => {
  await w.sales.create(Customer, { name: '自己的' })
  expect(await of(w.sales)).toEqual([])
  await w.manager.create(Customer, { name: '派来的', owner: w.sales.actor.id as never })
  expect(await textsOf(w.sales)).toEqual(['某人把客户“派来的”交给了你'])
})

test('the same record within five minutes is one notification, a mass change too, and an import over several requests', async () => {
  const { id } = await w.administrator.create(Customer, { name: '来回', owner: w.sales.actor.id as never })
  await of(w.sales)
  const next = await w.again(w.administrator)
  await next.update(Customer, id, { owner: w.otherSales.actor.id as never })
  await (await w.again(w.administrator)).update(Customer, id, { owner: w.sales.actor.id as never })
  expect((await of(w.sales)).map((n) => n.count)).toEqual([1])

  const rows = Array.from({ length: 700 }, (_, i) => ({ name: `批量 ${i}`, owner: w.southSales.actor.id }))
  await createRecords(w.administrator, w.administrator.object('customer'), rows)
  expect(await of(w.southSales)).toMatchObject([{ count: 700, object: 'customer', record: null }])
  expect(await textsOf(w.southSales)).toEqual(['某人把 700 条客户交给了你'])

  for (const part of [0, 1]) {
    const importing = (await w.again(w.administrator)).through('import')
    await createRecords(
      importing,
      importing.object('customer'),
      [1, 2, 3].map((i) => ({ name: `导入 ${part} ${i}`, owner: w.otherSales.actor.id })),
    )
    await of(w.otherSales)
  }
  expect((await of(w.otherSales)).map((n) => n.count).sort()).toEqual([1, 6])
})

test('what was read is left alone: more of the same is news again', async () => {
  const { id } = await w.administrator.create(Customer, { name: '已读', owner: w.sales.actor.id as never })
  const [first] = await of(w.sales)
  await w.sales.update(Notification, first!.id, { readAt: w.sales.now })
  await (await w.again(w.administrator)).update(Customer, id, { owner: w.otherSales.actor.id as never })
  await (await w.again(w.administrator)).update(Customer, id, { owner: w.sales.actor.id as never })
  expect(await of(w.sales)).toHaveLength(2)
})

test('cursor and notifications are one: work that fails is done again, whole and once', async () => {
  const { id } = await w.sales.create(Customer, { name: '断电' })
  await comment(w.sales, id, w.manager)
  await settled()
  const dies = followChanges(w.session, w.schema, {
    ...following,
    async work(session, entries) {
      await sendNotices(w.system.on(session), noticesOf(w.model, entries))
      throw new Error('kill -9')
    },
  })
  await expect(dies).rejects.toThrow('kill -9')
  expect(await w.session.query(`select from "${w.schema}".notification`)).toHaveLength(0)
  await Promise.all([follow(), follow(), follow()])
  expect(await of(w.manager)).toHaveLength(1)
})

test('nobody reads the notifications of others, nor makes any by hand', async () => {
  const { id } = await w.sales.create(Customer, { name: '别看' })
  await comment(w.sales, id, w.manager)
  const [told] = await of(w.manager)
  for (const other of [w.sales, w.administrator]) {
    expect(await other.find(Notification)).toEqual([])
    await expect(other.update(Notification, told!.id, { readAt: other.now })).rejects.toMatchObject({
      code: 'record.notFound',
    })
  }
  await expect(
    w.administrator.create(Notification, { kind: 'system', owner: w.manager.actor.id as never }),
  ).rejects.toMatchObject({ code: 'record.forbidden' })
})

test('a task reminds its assignee at its time, once for each time, and not when it is done', async () => {
  const at = (minutes: number) => new Date(Date.parse(w.system.now) + minutes * 60_000).toISOString()
  const { id } = await w.sales.create(Task, { subject: '回访华信', remindAt: at(-1) })
  await w.sales.create(Task, { subject: '以后', remindAt: at(60) })
  await w.sales.create(Task, { subject: '做完了', remindAt: at(-1), status: 'done' })
  await Promise.all([remind(w.system), remind(w.system)])
  expect(await remind(w.system)).toBe(0)
  expect(await textsOf(w.sales)).toEqual(['任务提醒:回访华信'])
  await w.sales.update(Task, id, { remindAt: at(-0.5) })
  expect(await remind(w.system)).toBe(1)
})

test('who wants neither channel is not told, and who has left is not either', async () => {
  await changePreferences(w.session, w.schema, w.sales.actor.id, { assignment: { inApp: false, mail: false } })
  await w.manager.create(Customer, { name: '不打扰', owner: w.sales.actor.id as never })
  expect(await of(w.sales)).toEqual([])
  await w.session.query(`update "${w.schema}"."user" set active = false where id = $1`, [w.otherSales.actor.id])
  await w.manager.create(Customer, { name: '离职', owner: w.otherSales.actor.id as never })
  await of(w.otherSales)
  expect(await w.session.query(`select from "${w.schema}".notification`)).toHaveLength(0)
})

test('reminders that nobody is to have end, and hold up none behind them', async () => {
  const at = (seconds: number) => new Date(Date.parse(w.system.now) - seconds * 1_000).toISOString()
  await changePreferences(w.session, w.schema, w.sales.actor.id, { reminder: { inApp: false, mail: false } })
  for (const seconds of [50, 40, 30]) await w.sales.create(Task, { subject: '不要提醒', remindAt: at(seconds) })
  await w.otherSales.create(Task, { subject: '已经离职', remindAt: at(20) })
  await w.session.query(`update "${w.schema}"."user" set active = false where id = $1`, [w.otherSales.actor.id])
  await w.manager.create(Task, { subject: '回访华信', remindAt: at(10) })
  expect(await remind(w.system, 2)).toBe(5)
  expect(await textsOf(w.manager)).toEqual(['任务提醒:回访华信'])
  expect(await remind(w.system, 2)).toBe(4)
  expect(await w.session.query(`select from "${w.schema}".notification`)).toHaveLength(1)
})

test('A22: one without any role who is mentioned learns no more than that, and keeps nobody else from being told', async () => {
  const nobody = await w.person({ roles: [] })
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, nobody, w.manager)
  expect(await textsOf(w.manager)).toEqual(['某人在客户“华信科技”的评论里提到了你'])
  const [told] = await w.session.query(`select object, record from "${w.schema}".notification where owner = $1`, [
    nobody.actor.id,
  ])
  expect(told).toEqual({ object: null, record: null })
})

// What a mail server received, and how it answers: by default it takes all.
let received: string[] = []
let answer: 'ok' | 'refuse' | 'hang up' = 'ok'
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _, done) {
    let text = ''
    stream.on('data', (chunk) => (text += chunk))
    stream.on('end', () => {
      if (answer === 'ok') received.push(text)
      if (answer === 'hang up') return void stream.destroy()
      done(answer === 'refuse' ? Object.assign(new Error('mailbox full'), { responseCode: 452 }) : null)
    })
  },
})
const mailServer = async () => {
  if (!smtp.server.listening) await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  return `smtp://127.0.0.1:${(smtp.server.address() as { port: number }).port}`
}
afterEach(() => {
  received = []
  answer = 'ok'
})

/** Later: what was gathered goes out. */
const digests = async (smtpUrl: string) => {
  const mailer = createMailer({ smtpUrl, from: '知客 <crm@example.com>' })!
  const later = await w.again(w.system, new Date(Date.now() + 10 * 60_000).toISOString())
  const sent = await sendDigests(later, { mailer, publicUrl: 'https://crm.example.com', language: 'zh-CN' })
  mailer.close()
  return sent
}
const mails = () => w.session.query<{ state: string }>(`select state from "${w.schema}".mail order by id`)
const bodyOf = (text: string) => Buffer.from(text.split('\r\n\r\n')[1]!, 'base64').toString()

test('unread mentions go out as one mail, once; what was read in the app goes out in none', async () => {
  const url = await mailServer()
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, w.manager)
  await comment(await w.again(w.sales), id, w.manager)
  await of(w.manager)
  expect(await digests(url)).toBe(1)
  expect(await digests(url)).toBe(0)
  expect(received).toHaveLength(1)
  expect(received[0]).toMatch(/^To: manager@example.com/m)
  expect(bodyOf(received[0]!)).toContain('提到了你')
  expect(bodyOf(received[0]!)).not.toContain('底价')

  await comment(await w.again(w.sales), id, w.reader)
  const [told] = await of(w.reader)
  await w.reader.update(Notification, told!.id, { readAt: w.reader.now })
  expect(await digests(url)).toBe(0)
})

test('what somebody has chosen to have no more by mail is not mailed, though it was waiting', async () => {
  const url = await mailServer()
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, w.manager, w.reader)
  await of(w.manager)
  await changePreferences(w.session, w.schema, w.manager.actor.id, { mention: { mail: false } })
  expect(await digests(url)).toBe(1)
  expect(received[0]).toMatch(/^To: reader@example.com/m)
  await changePreferences(w.session, w.schema, w.manager.actor.id, { mention: { mail: true } })
  expect(await digests(url)).toBe(0)
})

test('who has lost the right to comments since still gets her mail, and so does everybody after her', async () => {
  const url = await mailServer()
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, w.manager, w.otherSales)
  await of(w.manager)
  await w.session.query(`update "${w.schema}"."user" set roles = '{}' where id = any($1)`, [
    [w.manager.actor.id, w.otherSales.actor.id].sort().slice(0, 1),
  ])
  expect(await digests(url)).toBe(2)
  expect(received.map((mail) => bodyOf(mail).includes('华信科技')).sort()).toEqual([false, true])
})

test('a mail that surely did not go out is tried again; one whose fate is unknown is marked so and never sent again', async () => {
  const url = await mailServer()
  const { id } = await w.sales.create(Customer, { name: '华信科技' })
  await comment(w.sales, id, w.manager)
  await of(w.manager)
  answer = 'refuse'
  expect(await digests(url)).toBe(0)
  expect(await digests('smtp://127.0.0.1:1')).toBe(0)
  answer = 'ok'
  expect(await digests(url)).toBe(1)
  expect((await mails()).map((m) => m.state)).toEqual(['failed', 'failed', 'sent'])

  // A process died in the middle of it: the ledger says "sending", and nobody will ever know.
  await comment(await w.again(w.sales), id, w.reader)
  await of(w.reader)
  const dead = { send: () => new Promise<never>(() => {}), close() {} }
  const later = await w.again(w.system, new Date(Date.now() + 10 * 60_000).toISOString())
  void sendDigests(later, { mailer: dead, publicUrl: null, language: 'zh-CN' })
  await expect.poll(mails).toHaveLength(4)
  await w.session.query(`update "${w.schema}".mail set at = now() - interval '1 hour' where state = 'sending'`)
  expect(await digests(url)).toBe(0)
  expect((await mails()).at(-1)).toEqual({ state: 'unknown' })
  expect(received).toHaveLength(1)
})
