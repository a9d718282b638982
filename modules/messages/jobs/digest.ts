import { Context, loadActor, type Session } from '#engine'
import { markUnknown, type Mailer, sendOnce } from '#platform/mail'
import { isQuiet } from '#shared/quiet-hours'
import { describe, type Kept } from '../queries/describe.ts'
import { readPreferences } from '../preferences.ts'
import { readQuietHours, urgentKinds } from '../quiet-hours.ts'

/** So long, in minutes, news are gathered into one mail. */
const gatherMinutes = 5
const mostAttempts = 5
const mostLines = 30
/** People looked at in one go. */
const atOnce = 1_000

export interface Digest {
  readonly mailer: Mailer
  /** Where the app is opened in a browser; null: the mail has no link. */
  readonly publicUrl: string | null
  readonly language: 'zh-CN' | 'en'
}

/**
 * Sends everybody one mail with what she wants to be mailed and has not read in the app meanwhile. What goes into a mail is
 * noted in the transaction that decides on it, so that nothing is in two of them. In her quiet hours only what is urgent
 * goes out; the rest waits, and is one mail after them. Answers how many mails went out.
 */
export const sendDigests = async (system: Context, digest: Digest): Promise<number> => {
  const { session, workspace } = system
  await markUnknown(session, workspace.schema)
  await dropRead(session, workspace.schema)
  let sent = 0
  const failures: unknown[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const owners = await waiting(system, after)
    const hours = await readQuietHours(
      system,
      owners.map(({ owner }) => owner),
    )
    for (const { owner, urgent } of owners) {
      const quiet = isQuiet(hours.get(owner)!, new Date(system.now), workspace.zone)
      if (quiet && !urgent) continue
      // One letter that cannot be written does not keep the others from going out.
      const gone = await sendOne(system, digest, owner, quiet).catch((error: unknown) => void failures.push(error))
      if (gone) sent++
    }
    if (owners.length < atOnce) break
    after = owners.at(-1)!.owner
  }
  if (failures.length > 0) throw new AggregateError(failures, 'mails could not be written')
  return sent
}

/** Who has something that was gathered long enough, and whether there is something urgent in it. */
const waiting = ({ session, workspace, now }: Context, after: string) =>
  session.query<{ owner: string; urgent: boolean }>(
    `select owner, bool_or(kind = any($3)) as urgent from "${workspace.schema}".notification
     where mail = 'waiting' and "readAt" is null and "deletedAt" is null and owner > $4
     group by owner having min("createdAt") < $1::timestamptz - make_interval(mins => $2) order by owner limit $5`,
    [now, gatherMinutes, urgentKinds, after, atOnce],
  )

/** Who has read it in the app needs no mail of it. */
const dropRead = (session: Session, schema: string) =>
  session.query(
    `update "${schema}".notification set mail = 'taken' where mail = 'waiting' and ("readAt" is not null or "deletedAt" is not null)`,
  )

const sendOne = async (
  system: Context,
  { mailer, publicUrl, language }: Digest,
  owner: string,
  onlyUrgent: boolean,
): Promise<boolean> => {
  const { workspace, ground, now } = system
  const s = `"${workspace.schema}"`
  let taken: string[] = []
  const outcome = await sendOnce(system.session, workspace.schema, mailer, async (session) => {
    const actor = await loadActor(session, workspace.schema, workspace.model, owner)
    const rows = await session.query<Kept>(
      `select n.id, n.kind, n."createdAt", n."readAt", n.object, n.record, n.count, n.text,
         case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as from
       from ${s}.notification n left join ${s}."user" u on u.id = n.from
       where n.owner = $1 and n.mail = 'waiting' and n."readAt" is null and n."deletedAt" is null and (not $2 or n.kind = any($3))
       order by n.id for update of n skip locked`,
      [owner, onlyUrgent, urgentKinds],
    )
    taken = rows.map((r) => r.id)
    // Not a change of the record that anybody should see or undo: whether a mail went out is the ledger's matter.
    await session.query(`update ${s}.notification set mail = 'taken' where id = any($1)`, [taken])
    const [address] = await session.query<{ email: string | null }>(`select email from ${s}."user" where id = $1`, [
      owner,
    ])
    // Who has chosen meanwhile to have no mail of something gets none of what was still waiting either.
    const wanted = (await readPreferences(session, workspace.schema, [owner])).get(owner)!
    const mailed = rows.filter(({ kind }) => wanted[kind].mail)
    if (!actor || !address?.email || mailed.length === 0) return null
    const [before] = await session.query<{ attempts: number }>(
      `select count(*)::int as attempts from ${s}.mail where recipient = $1 and state = 'failed' and at > now() - interval '1 day'`,
      [owner],
    )
    const reader = new Context({ ...ground, session }, actor, {}, now)
    const lines = (await describe(reader, mailed, language)).map((d) => d.text)
    return {
      letter: letterOf(address.email, lines, publicUrl, language),
      recipient: owner,
      about: 'digest',
      attempt: before!.attempts + 1,
    }
  })
  if (outcome?.state === 'failed') await putBack(system, owner, taken)
  return outcome?.state === 'sent'
}

/** A letter that surely did not go out is tried again, a few times. */
const putBack = async ({ session, workspace }: Context, owner: string, ids: readonly string[]): Promise<void> => {
  const s = `"${workspace.schema}"`
  await session.query(
    `update ${s}.notification set mail = 'waiting' where id = any($1) and
       (select count(*) from ${s}.mail where recipient = $2 and state = 'failed' and at > now() - interval '1 day') < $3`,
    [ids, owner, mostAttempts],
  )
}

const letterOf = (to: string, lines: readonly string[], publicUrl: string | null, language: 'zh-CN' | 'en') => {
  const shown = lines.slice(0, mostLines).map((line) => `· ${line}`)
  const more = lines.length - shown.length
  const en = language === 'en'
  return {
    to,
    subject:
      lines.length === 1 ? lines[0]! : en ? `Zhike: ${lines.length} notifications` : `知客:你有 ${lines.length} 条通知`,
    text: [
      ...shown,
      ...(more > 0 ? [en ? `… and ${more} more` : `……另有 ${more} 条`] : []),
      ...(publicUrl ? ['', `${publicUrl}/notifications`] : []),
      '',
      en
        ? 'You can choose in your settings which notifications come by mail.'
        : '哪些通知发邮件,可以在“我的设置”里选择。',
    ].join('\n'),
  }
}
