import type { Session } from '#engine'

/** Copies rows of a small table from one database into another, with some columns set anew. Answers how many there were. */
export const bringRows = async (
  from: Session,
  to: Session,
  table: string,
  where: { readonly column: string; readonly value: string },
  set: (row: Readonly<Record<string, unknown>>) => Promise<object> | object = () => ({}),
): Promise<number> => {
  // As texts: a number may be larger than JavaScript's are.
  const rows = await from.query<{ text: string }>(
    `select to_jsonb(t)::text as text from ${table} t where ${where.column} = $1`,
    [where.value],
  )
  for (const { text } of rows)
    await to.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb || $2::jsonb)`, [
      text,
      JSON.stringify(await set(JSON.parse(text) as Record<string, unknown>)),
    ])
  return rows.length
}
