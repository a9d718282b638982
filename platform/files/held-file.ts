import type { Session } from '#engine'

/** What holds a file, besides records: the workspace its logo. */
interface Holder {
  readonly object: string
  readonly record: string
  readonly field: string
}

/** Notes that a file is held, so that the sweep leaves it. */
export const holdFile = async (session: Session, schema: string, file: string, holder: Holder): Promise<void> => {
  await session.query(
    `insert into "${schema}".file_link (file, object, record, field) values ($1, $2, $3, $4) on conflict do nothing`,
    [file, holder.object, holder.record, holder.field],
  )
}

/** Where the content of a file lies that is held so; null where it is not. */
export const heldFile = async (
  session: Session,
  schema: string,
  file: string,
  holder: Holder,
): Promise<string | null> => {
  const [found] = await session.query<{ key: string }>(
    `select f.key from "${schema}".file f join "${schema}".file_link l on l.file = f.id
     where f.id = $1 and l.object = $2 and l.record = $3 and l.field = $4`,
    [file, holder.object, holder.record, holder.field],
  )
  return found?.key ?? null
}
