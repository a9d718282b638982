import { Context, buildModel, Database, emptyOverlay, systemActor, systemClock } from '#engine'
import { modules } from '#modules/all'
import { sendDigests } from '#modules/messages'
import { createMailer } from '#platform/mail'

/** A process of its own that sends what is to be mailed, to be killed: what it needs comes as JSON in its first argument. */
const { url, schema, smtpUrl } = JSON.parse(process.argv[2]!) as Record<'url' | 'schema' | 'smtpUrl', string>

const session = new Database(url, { max: 2 })
const model = buildModel(modules, emptyOverlay, 'Asia/Shanghai')
const workspace = { id: crypto.randomUUID(), name: schema, schema, zone: 'Asia/Shanghai', currency: 'CNY', model }
const ground = { session, workspace, clock: systemClock, secret: 'secret' }
const mailer = createMailer({ smtpUrl, from: 'zhike@example.com' })!
await sendDigests(new Context(ground, systemActor(model, '邮件')), { mailer, publicUrl: null, language: 'zh-CN' })
mailer.close()
await session.close()
