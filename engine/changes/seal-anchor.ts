import type { Session } from '../database.ts'

/** A seal as it is referred to from outside the chain. */
export interface SealHead {
  readonly number: number
  /** Hexadecimal. */
  readonly hash: string
}

/** Where the end of a chain of seals is noted apart from it, so that seals taken off the end are missed. */
export interface SealAnchor {
  /** Null where none was noted; not `genuine` where somebody else noted it. */
  read(session: Session): Promise<(SealHead & { readonly genuine: boolean }) | null>
  keep(session: Session, head: SealHead): Promise<void>
}

/**
 * Moves the note from the last seal to the new one. A chain that does not end where the note says has lost its end: then the
 * note stays, and every check tells so.
 */
export const moveAnchor = async (
  session: Session,
  anchor: SealAnchor,
  last: SealHead | null,
  next: SealHead,
): Promise<void> => {
  const held = await anchor.read(session)
  const fits = held ? held.genuine && held.number === last?.number && held.hash === last.hash : last === null
  if (fits) await anchor.keep(session, next)
}

/**
 * Notes the end of the chain as it is, whatever was noted: for a database from before there was a note, and when the operator
 * says so, after a change of the secret.
 */
export const noteEnd = async (session: Session, schema: string, anchor: SealAnchor): Promise<void> => {
  const [last] = await session.query<SealHead>(
    `select number, encode(hash, 'hex') as hash from "${schema}".seal order by number desc limit 1`,
  )
  if (last) await anchor.keep(session, last)
}

/** What the note says of a chain that fits in itself: `cut` when seals are gone from its end, `anchor` when the note is not ours. */
export const checkEnd = async (
  session: Session,
  anchor: SealAnchor,
  hashes: readonly string[],
): Promise<{ kind: 'cut' | 'anchor'; seal: number } | null> => {
  const held = await anchor.read(session)
  if (!held) return hashes.length === 0 ? null : { kind: 'anchor', seal: hashes.length }
  if (!held.genuine) return { kind: 'anchor', seal: held.number }
  return hashes[held.number - 1] === held.hash ? null : { kind: 'cut', seal: Math.min(held.number, hashes.length + 1) }
}
