import { sql } from '../../sql.ts'
import type { texts } from '../operations/texts.ts'
import type { SqlOf } from './operation-sql.ts'

/** The same operations in PostgreSQL. */
export const textsSql: SqlOf<typeof texts> = {
  concat: ([a, b]) => sql`(coalesce(${a}, '') || coalesce(${b}, ''))`,
  length: ([text]) => sql`coalesce(length(${text}), 0)::numeric`,
  // In collation C these know A–Z only.
  lower: ([text]) => sql`lower(${text} collate "C")`,
  upper: ([text]) => sql`upper(${text} collate "C")`,
  textOfNumber: ([number]) => sql`trim_scale(${number})::text`,
  textOfFlag: ([flag]) => sql`(${flag})::text`,
  textOfDate: ([date]) => sql`to_char(${date}, 'YYYY-MM-DD')`,
  textOfTime: ([time], zone) => sql`to_char(${time} at time zone ${zone}, 'YYYY-MM-DD HH24:MI')`,
}
