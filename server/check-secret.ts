import { defineError, type Session } from '#engine'
import { listWorkspaces, sealAnchor } from '#platform/control'

/** Said, and not thrown: people can work meanwhile. */
export const Locked = defineError(
  'secret.locked',
  503,
  'SECRET 不是这个数据库一直使用的那一个(或 data/secrets.json 丢失后新生成了一个)。数据都在,但暂时锁住了:{factors} 人的两步验证、{webhooks} 个 Webhook 的签名密钥、修改日志的封印。请停止知客,放回原来的 SECRET 或 data/secrets.json(备份里也有一份),再启动。确实找不回时见“备份与恢复”一章',
  'SECRET is not the one this database has been used with (or data/secrets.json was lost and made anew). Everything is there, but locked: the second factors of {factors} people, the secrets of {webhooks} webhooks, the seals of the change log. Stop Zhike, put the old SECRET or data/secrets.json back (backups hold it too) and start again. If it is gone for good, see the chapter on backups',
)

/** Is this the secret that the installation has been used with: one of another signs none of its seals. */
export const fitsSecret = async (db: Session, secret: string): Promise<boolean> => {
  let signed = false
  for (const { id } of await listWorkspaces(db)) {
    const head = await sealAnchor(id, secret).read(db)
    if (head?.genuine) return true
    signed ||= head !== null
  }
  return !signed
}

/** What another secret has locked, in words; null where it is the right one. */
export const lockedBySecret = async (db: Session, secret: string): Promise<ReturnType<typeof Locked> | null> => {
  if (await fitsSecret(db, secret)) return null
  const [people] = await db.query<{ n: number }>('select count(*) as n from auth."user" where "twoFactorEnabled"')
  let webhooks = 0
  for (const { schemaName } of await listWorkspaces(db))
    webhooks += (await db.query<{ n: number }>(`select count(*) as n from "${schemaName}".webhook_secret`))[0]!.n
  return Locked({ factors: people!.n, webhooks })
}
