import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SealAnchor, Session } from '#engine'

/**
 * The end of a workspace's chain of seals, noted in the control database under a signature by the server's secret: seals
 * taken off the end of the chain are missed, and who has the database alone cannot note another end.
 */
export const sealAnchor = (workspaceId: string, secret: string): SealAnchor => {
  const sign = (number: number, hash: string) =>
    createHmac('sha256', secret).update(`seal ${workspaceId} ${number} ${hash}`).digest()
  return {
    async read(session: Session) {
      const [row] = await session.query<{ number: number; hash: string; mac: string }>(
        `select number, encode(hash, 'hex') as hash, encode(mac, 'hex') as mac from zhike.seal_head where workspace = $1`,
        [workspaceId],
      )
      if (!row) return null
      const mac = Buffer.from(row.mac, 'hex')
      const right = sign(row.number, row.hash)
      return { number: row.number, hash: row.hash, genuine: mac.length === right.length && timingSafeEqual(mac, right) }
    },
    async keep(session: Session, { number, hash }) {
      await session.query(
        `insert into zhike.seal_head (workspace, number, hash, mac, at) values ($1, $2, $3, $4, now())
         on conflict (workspace) do update set number = excluded.number, hash = excluded.hash, mac = excluded.mac, at = excluded.at`,
        [workspaceId, number, Buffer.from(hash, 'hex'), sign(number, hash)],
      )
    },
  }
}
