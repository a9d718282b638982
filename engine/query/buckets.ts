import type { FieldModel } from '../schema/model.ts'
import { type Sql, sql } from '../sql.ts'

const formats = {
  day: 'YYYY-MM-DD',
  week: 'IYYY-"W"IW',
  month: 'YYYY-MM',
  quarter: 'YYYY-"Q"Q',
  year: 'YYYY',
} as const

/** What an address groups by: so many digits of its region's code. */
const levels = { province: 2, city: 4, district: 6 } as const

/** What a date or an address is grouped by. */
export type Bucket = keyof typeof formats | keyof typeof levels

/** The bucket of that name, if the field can be grouped so; null for none asked or none that fits. */
export const bucketOf = ({ kind, field }: FieldModel, name: string | undefined): Bucket | null => {
  if (name === undefined) return null
  const fits = kind.temporal ? Object.hasOwn(formats, name) : field.kind === 'address' && Object.hasOwn(levels, name)
  return fits ? (name as Bucket) : null
}

/** The bucket that a value falls into. Days begin and end in `zone`. */
export const bucketSql = (plain: Sql, type: string, bucket: Bucket, zone: Sql): Sql => {
  if (isLevel(bucket)) return regionSql(plain, levels[bucket])
  const local = type === 'date' ? plain : sql`(${plain} at time zone ${zone})`
  return sql`to_char(${local}, ${sql.raw(`'${formats[bucket]}'`)})`
}

const isLevel = (bucket: Bucket): bucket is keyof typeof levels => Object.hasOwn(levels, bucket)

/** The region at that level, as its full code; null where the address is less precise: 440000 names no city. */
const regionSql = (address: Sql, digits: 2 | 4 | 6): Sql => {
  const code = sql`(${address}->>'region')`
  const precise = digits === 2 ? sql`true` : sql`substr(${code}, ${sql.raw(String(digits - 1))}, 2) <> '00'`
  return sql`(case when ${precise} then rpad(left(${code}, ${sql.raw(String(digits))}), 6, '0') end)`
}
