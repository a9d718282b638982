import { Context, loadActor, type Session, sightOf } from '#engine'
import { callOut, type CallOutOptions } from '#platform/outbound'
import { Webhook as Signature } from 'standardwebhooks'
import { signingOldSecrets } from './old-secrets.ts'
import { secretOf } from './webhook-secret.ts'

/** One delivery as it waits in the queue of its webhook. */
export interface Delivery {
  readonly id: string
  readonly webhook: string
  readonly object: string
  readonly record: string
  readonly version: number
  readonly type: string
  readonly at: string
  readonly attempt: number
}

/** Where it goes and by whose rights. */
export interface Target {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly owner: string
}

/** How an attempt went. `dropped`: its owner may not see the record (any more), so nothing was sent. */
export type Attempt =
  | { readonly state: 'answered'; readonly status: number | null }
  | { readonly state: 'dropped' }
  | { readonly state: 'ownerGone' }

/**
 * Sends one delivery. The rights are its owner's at this moment, not those when the change was made; the body says only that
 * the record has changed. The id stays the same over all attempts, the time and with it the signature is of each.
 */
export const deliver = async (
  system: Context,
  target: Target,
  delivery: Delivery,
  options: CallOutOptions,
): Promise<Attempt> => {
  const { session, workspace } = system
  const actor = await loadActor(session, workspace.schema, workspace.model, target.owner)
  if (!actor) return { state: 'ownerGone' }
  if (!(await sees(new Context(system.ground, actor, {}, system.now), delivery))) return { state: 'dropped' }
  const { type, record: id, version, at } = delivery
  const body = JSON.stringify({ type, id, version, at })
  return { state: 'answered', status: await post(session, system, target, delivery.id, body, options) }
}

/** Sends a signed body; the status of the answer, null without one. */
export const post = async (
  session: Session,
  { workspace, secret }: Context,
  target: Target,
  id: string,
  body: string,
  options: CallOutOptions,
): Promise<number | null> => {
  const now = new Date()
  const secrets = [
    await secretOf(session, workspace.schema, target.id, secret),
    ...(await signingOldSecrets(session, workspace.schema, target.id, secret)),
  ]
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Zhike-Webhook/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    // The receiver takes any that fits: it may still know only the secret before.
    'webhook-signature': secrets.map((one) => new Signature(one).sign(id, now, body)).join(' '),
  }
  return (await callOut(new URL(target.url), body, headers, options)).status
}

/** A deleted record is told of as long as she may see it in the recycle bin. */
const sees = async (ctx: Context, { object, record }: Delivery): Promise<boolean> => {
  const model = ctx.workspace.model.objects.get(object)
  return model !== undefined && (await sightOf(ctx, model, record)) !== undefined
}
