import type { ComponentType } from 'react'
import { Input as address } from '#fields/address/input.tsx'
import { Input as choice } from '#fields/choice/input.tsx'
import { Input as date } from '#fields/date/input.tsx'
import { Input as datetime } from '#fields/datetime/input.tsx'
import { Input as decimal } from '#fields/decimal/input.tsx'
import { Input as department } from '#fields/department/input.tsx'
import { Input as email } from '#fields/email/input.tsx'
import { Input as file } from '#fields/file/input.tsx'
import { Input as flag } from '#fields/flag/input.tsx'
import { Input as integer } from '#fields/integer/input.tsx'
import { Input as longText } from '#fields/longText/input.tsx'
import { Input as money } from '#fields/money/input.tsx'
import { Input as multiChoice } from '#fields/multiChoice/input.tsx'
import { Input as percent } from '#fields/percent/input.tsx'
import { Input as phone } from '#fields/phone/input.tsx'
import { Input as ref } from '#fields/ref/input.tsx'
import { Input as refs } from '#fields/refs/input.tsx'
import { Input as relatedTo } from '#fields/relatedTo/input.tsx'
import { Input as richText } from '#fields/richText/input.tsx'
import { Input as tags } from '#fields/tags/input.tsx'
import { Input as text } from '#fields/text/input.tsx'
import { Input as url } from '#fields/url/input.tsx'
import { Input as user } from '#fields/user/input.tsx'
import type { InputProps } from './field-view.tsx'

/** Kinds that people fill in. Not among them: what the engine makes (serial, formula, rollup) and json. */
export const inputs: Readonly<Record<string, ComponentType<InputProps>>> = {
  address,
  choice,
  date,
  datetime,
  decimal,
  department,
  email,
  file,
  flag,
  integer,
  longText,
  money,
  multiChoice,
  percent,
  phone,
  ref,
  refs,
  relatedTo,
  richText,
  tags,
  text,
  url,
  user,
}
