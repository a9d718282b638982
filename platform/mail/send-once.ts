import { type Session, uuid7 } from '#engine'
import type { Letter, Mailer, Outcome } from './mailer.ts'

/** A letter as it was decided on, in the transaction that also notes what it tells of. */
export interface Decided {
  readonly letter: Letter
  /** The user it goes to. */
  readonly recipient: string
  /** What it is about, for who looks into the ledger: `digest`. */
  readonly about: string
  readonly attempt: number
}

/**
 * Sends a letter at most once. `decide` runs in a transaction: it answers the letter and notes that it is taken care of; null
 * is none. The ledger has the letter as being sent before the first byte goes out. A process that dies after that leaves it
 * so, and nobody sends it again: a letter that is lost can be read in the app, one that comes twice is a nuisance for good.
 */
export const sendOnce = async (
  database: Session,
  schema: string,
  mailer: Mailer,
  decide: (session: Session, mail: string) => Promise<Decided | null>,
): Promise<(Outcome & { readonly mail: string }) | null> => {
  const ledger = `"${schema}".mail`
  const mail = uuid7()
  const decided = await database.transaction(async (session) => {
    const wanted = await decide(session, mail)
    if (!wanted) return null
    await session.query(
      `insert into ${ledger} (id, recipient, about, state, attempt, at) values ($1, $2, $3, 'sending', $4, now())`,
      [mail, wanted.recipient, wanted.about, wanted.attempt],
    )
    return wanted
  })
  if (!decided) return null
  const outcome = await mailer.send({ ...decided.letter, messageId: `<${mail}@zhike>` })
  await database.query(`update ${ledger} set state = $2, problem = $3, at = now() where id = $1`, [
    mail,
    outcome.state,
    outcome.state === 'sent' ? null : outcome.problem,
  ])
  return { ...outcome, mail }
}

/** Letters that have been "being sent" for longer than any sending takes: their process died. What became of them is unknown. */
export const markUnknown = async (database: Session, schema: string, olderThanMinutes = 15): Promise<number> => {
  const marked = await database.query(
    `update "${schema}".mail set state = 'unknown', problem = 'the process ended while sending', at = now()
     where state = 'sending' and at < now() - make_interval(mins => $1) returning id`,
    [olderThanMinutes],
  )
  return marked.length
}
