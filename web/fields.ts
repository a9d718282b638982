import { cell as address } from '#fields/address/cell.tsx'
import { cell as choice } from '#fields/choice/cell.tsx'
import { cell as date } from '#fields/date/cell.tsx'
import { cell as datetime } from '#fields/datetime/cell.tsx'
import { cell as decimal } from '#fields/decimal/cell.tsx'
import { cell as department } from '#fields/department/cell.tsx'
import { cell as email } from '#fields/email/cell.tsx'
import { cell as file } from '#fields/file/cell.tsx'
import { cell as flag } from '#fields/flag/cell.tsx'
import { cell as formula } from '#fields/formula/cell.tsx'
import { cell as integer } from '#fields/integer/cell.tsx'
import { cell as json } from '#fields/json/cell.tsx'
import { cell as longText } from '#fields/longText/cell.tsx'
import { cell as money } from '#fields/money/cell.tsx'
import { cell as multiChoice } from '#fields/multiChoice/cell.tsx'
import { cell as percent } from '#fields/percent/cell.tsx'
import { cell as phone } from '#fields/phone/cell.tsx'
import { cell as ref } from '#fields/ref/cell.tsx'
import { cell as refs } from '#fields/refs/cell.tsx'
import { cell as relatedTo } from '#fields/relatedTo/cell.tsx'
import { cell as richText } from '#fields/richText/cell.tsx'
import { cell as rollup } from '#fields/rollup/cell.tsx'
import { cell as serial } from '#fields/serial/cell.tsx'
import { cell as tags } from '#fields/tags/cell.tsx'
import { cell as text } from '#fields/text/cell.tsx'
import { cell as url } from '#fields/url/cell.tsx'
import { cell as user } from '#fields/user/cell.tsx'
import type { FieldMeta } from './api/metadata.ts'
import type { FieldView } from './field-view.tsx'

const cells: Readonly<Record<string, FieldView>> = {
  address,
  choice,
  date,
  datetime,
  decimal,
  department,
  email,
  file,
  flag,
  formula,
  integer,
  json,
  longText,
  money,
  multiChoice,
  percent,
  phone,
  ref,
  refs,
  relatedTo,
  richText,
  rollup,
  serial,
  tags,
  text,
  url,
  user,
}

/**
 * How a field is shown. A masked field comes as text, whatever its kind; a formula and a roll-up are
 * shown as the kind of their result; an unknown kind as text.
 */
export const cellOf = (field: FieldMeta): FieldView => {
  if (field.masked) return text
  return cells[field.result ?? ''] ?? cells[field.kind] ?? text
}
