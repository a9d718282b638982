import type { Session } from '#engine'

/** Under which keys the attachments of a workspace lie, and the files of its imports and exports that are still kept. */
export const fileKeys = async (session: Session, schema: string): Promise<string[]> => {
  const [kept] = await session.query<{ keys: string[] }>(
    `select coalesce(json_agg(key order by key), '[]') as keys from (
       select key from "${schema}".file union select file from "${schema}".import where file <> ''
       union select file from "${schema}".export where file is not null) k`,
  )
  return kept!.keys
}
