import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMailer, type Mailer } from './index.ts'

/** What the mail server was handed: to whom, and the text with its headers. */
let taken: { to: string[]; text: string }[] = []
let smtp: SMTPServer
let mailer: Mailer

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo.map((r) => (r as { address: string }).address)
        taken.push({ to, text: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as { port: number }
  mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: '知客 <crm@example.com>' })!
})
beforeEach(() => {
  taken = []
})
afterAll(async () => {
  mailer.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
})

const headersOf = (text: string) => text.slice(0, text.indexOf('\r\n\r\n'))

test.each([
  '你好\r\nBcc: evil@example.com',
  '你好\nX-Evil: 1\n\n<script>alert(1)</script>',
  '你好\r\n\r\n正文被换掉',
  `你好\u2028Bcc: evil@example.com\u0000`,
])('A61 mail: a subject of %j stays one line of subject, and goes to one person', async (subject) => {
  expect(await mailer.send({ to: 'amy@example.com', subject, text: '正文' })).toEqual({ state: 'sent' })
  expect(taken.map(({ to }) => to)).toEqual([['amy@example.com']])
  expect(headersOf(taken[0]!.text)).not.toMatch(/^(bcc|x-evil):/im)
  expect(taken[0]!.text.match(/^subject:/gim)).toHaveLength(1)
})

test.each([
  'amy@example.com,evil@example.com',
  'amy@example.com; evil@example.com',
  'amy@example.com\r\nRCPT TO:<evil@example.com>',
  '"evil@example.com" <amy@example.com>',
  'amy@example.com> SIZE=1\r\nDATA',
])('A61 mail: an address of %j is no way to a second recipient', async (to) => {
  await mailer.send({ to, subject: '你好', text: '正文' })
  for (const letter of taken) {
    expect(letter.to).toHaveLength(1)
    expect(letter.to[0]).not.toBe('evil@example.com')
    expect(headersOf(letter.text)).not.toMatch(/^(bcc|cc):/im)
  }
})

test('A61 mail: a text that looks like the end of a letter, or like commands, is text', async () => {
  const text = 'a\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<evil@example.com>\r\nDATA\r\nb'
  expect(await mailer.send({ to: 'amy@example.com', subject: '你好', text })).toEqual({ state: 'sent' })
  expect(taken).toHaveLength(1)
  expect(taken[0]!.text).toContain('RCPT TO')
})

test('A61 mail: neither files nor addresses are read into a letter', async () => {
  const letter = { to: 'amy@example.com', subject: '你好', text: '正文' }
  const smuggled = {
    ...letter,
    raw: { path: '/etc/passwd' },
    attachments: [{ path: '/etc/passwd' }],
    html: { href: 'http://127.0.0.1/' },
  }
  await mailer.send(smuggled as never)
  for (const { text } of taken) expect(text).not.toMatch(/root:|attachment/)
  expect(taken).toHaveLength(1)
})

test('F34 a mail server that refuses, is gone, or breaks off is told apart: failed was not sent, unknown may have been', async () => {
  const refusing = new SMTPServer({ authOptional: true, onRcptTo: (_, __, done) => done(new Error('no such person')) })
  refusing.listen(0, '127.0.0.1')
  await once(refusing.server, 'listening')
  const port = (refusing.server.address() as { port: number }).port
  const letter = { to: 'amy@example.com', subject: '你好', text: '正文' }
  const sendBy = async (smtpUrl: string) => {
    const one = createMailer({ smtpUrl, from: 'crm@example.com' })!
    const { state } = await one.send(letter)
    one.close()
    return state
  }
  expect(await sendBy(`smtp://127.0.0.1:${port}?ignoreTLS=true`)).toBe('failed')
  await new Promise<void>((resolve) => refusing.close(() => resolve()))
  expect(await sendBy(`smtp://127.0.0.1:${port}`)).toBe('failed')

  const breaking: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream) {
      stream.on('end', () => breaking.connections.forEach((c) => c.close()))
      stream.resume()
    },
  })
  breaking.listen(0, '127.0.0.1')
  await once(breaking.server, 'listening')
  expect(await sendBy(`smtp://127.0.0.1:${(breaking.server.address() as { port: number }).port}`)).toBe('unknown')
  await new Promise<void>((resolve) => breaking.close(() => resolve()))
})
