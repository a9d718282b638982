import { address } from './address/index.ts'
import { choice } from './choice/index.ts'
import { date } from './date/index.ts'
import { datetime } from './datetime/index.ts'
import { decimal } from './decimal/index.ts'
import { department } from './department/index.ts'
import { email } from './email/index.ts'
import { file } from './file/index.ts'
import { flag } from './flag/index.ts'
import { formula } from './formula/index.ts'
import { id } from './id/index.ts'
import { integer } from './integer/index.ts'
import { json } from './json/index.ts'
import { longText } from './longText/index.ts'
import { money } from './money/index.ts'
import { multiChoice } from './multiChoice/index.ts'
import { percent } from './percent/index.ts'
import { phone } from './phone/index.ts'
import { ref } from './ref/index.ts'
import { refs } from './refs/index.ts'
import { relatedTo } from './relatedTo/index.ts'
import { richText } from './richText/index.ts'
import { rollup, rollupOf } from './rollup/index.ts'
import { serial } from './serial/index.ts'
import { tags } from './tags/index.ts'
import { text } from './text/index.ts'
import { url } from './url/index.ts'
import { user } from './user/index.ts'
import type { Field } from './field.ts'
import type { Kind } from './kind.ts'

/** All kinds of field by their name. `any`: each has its own type of value, and who looks one up by name does not know it. */
export const kinds: Readonly<Record<string, Kind<any>>> = {
  id,
  text,
  longText,
  richText,
  integer,
  decimal,
  money,
  percent,
  flag,
  date,
  datetime,
  choice,
  multiChoice,
  tags,
  phone,
  email,
  url,
  address,
  user,
  department,
  ref,
  refs,
  relatedTo,
  file,
  json,
  serial,
  formula,
  rollup,
}

/** The kind of a field. Throws where a declaration names one that does not exist. */
export const kindOf = (field: Field): Kind<any> => {
  const kind = Object.hasOwn(kinds, field.kind) ? kinds[field.kind] : undefined
  if (!kind) throw new Error(`Field “${field.label}”: there is no kind of field named “${field.kind}”`)
  return kind === rollup ? rollupOf(field) : kind
}
