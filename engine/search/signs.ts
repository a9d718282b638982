import { type Sql, sql } from '../sql.ts'

/** What numbers are written with besides letters and digits; people leave it out, or put other signs in its place. */
const signs = ' -_./#()[]:+%\\'

/** A number as it is compared, however it was written. */
export const withoutSigns = (text: string): string => [...text].filter((c) => !signs.includes(c)).join('')

/** The same in SQL. */
export const withoutSignsSql = (text: Sql): Sql => sql`translate(${text}, ${sql.raw(`'${signs}'`)}, '')`
