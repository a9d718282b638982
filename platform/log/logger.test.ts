import { expect, it } from 'vitest'
import { createLogger, requestId } from './index.ts'
import { readable } from './readable.ts'

const logged = (write: (log: ReturnType<typeof createLogger>) => void): string => {
  let text = ''
  write(createLogger({ level: 'debug', to: { write: (line) => (text += line) } }))
  return text
}

it('writes one line of JSON with time, level and message', () => {
  expect(JSON.parse(logged((log) => log.info({ route: '/api' }, 'request')))).toMatchObject({
    level: 'info',
    msg: 'request',
    route: '/api',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  })
})

it('keeps secrets and personal data out, at any depth and by any case of their name', () => {
  const text = logged((log) =>
    log.warn({
      headers: { Authorization: 'Bearer abcdefgh12345678', Cookie: 'sid=hidden-1', 'set-cookie': ['sid=hidden-2'] },
      body: {
        items: [{ new_password: 'hidden-3', resetToken: 'hidden-4', mobile: '13800138000', apiKey: 'hidden-5' }],
      },
    }),
  )
  expect(text).not.toMatch(/hidden|abcdefgh|13800138000/)
})

it('keeps personal data out of messages and errors too', () => {
  const error = new Error('duplicate: li.lei@example.com, 138-0013-8000, 11010519491231002X')
  const text = logged((log) => {
    log.error({ err: error }, 'mail to han@example.com failed via smtp://crm:hidden@mail.example.com')
    log.error(error)
  })
  expect(text).toContain('duplicate')
  expect(text).not.toMatch(/li\.lei|han@|8000|11010519491231002X|hidden/)
})

it('leaves record ids, amounts and times as they are', () => {
  const entry = { id: '0198f2c4-7a1e-7c3b-9d1e-13812345678a', amount: '13800138000.00', at: '2026-11-21T08:00:00Z' }
  expect(JSON.parse(logged((log) => log.info(entry)))).toMatchObject(entry)
})

it('reads as a plain line on a terminal', () => {
  let text = ''
  const log = createLogger({ to: readable({ write: (line) => (text += line) }) })
  log.info({ port: 8080 }, '已启动')
  expect(text).toMatch(/^\d\d:\d\d:\d\d info 已启动 port=8080\n$/)
})

it('keeps a sensible request id from the proxy and replaces a hostile one', () => {
  expect(requestId('a1b2c3d4-e5f6')).toBe('a1b2c3d4-e5f6')
  expect(requestId('x\nlevel=error')).toMatch(/^[\da-f-]{36}$/)
  expect(requestId(undefined)).toMatch(/^[\da-f-]{36}$/)
})
