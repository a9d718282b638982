import { formatPhone, parsePhone } from '#shared/phone'
import { defineError } from '../../errors.ts'
import { sql } from '../../sql.ts'
import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'
import { phoneInCell } from './phone-in-cell.ts'

export const NotPhone = defineError(
  'field.notPhone',
  422,
  '不是有效的电话号码:手机 11 位,座机请带区号(021-60861234),境外号码以 + 和国家代码开头',
  'Not a valid phone number: mobiles have 11 digits, landlines need the area code, foreign numbers begin with + and the country code',
)

/** A phone number in E.164 with its extension: '+8613800138000', '+862160861234;ext=801'. Without a country code: China. */
export const phone = defineKind<string>({
  name: 'phone',
  label: { 'zh-CN': '电话', en: 'Phone' },
  column: 'text',
  operators: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'empty'],
  sortable: true,
  groupable: false,
  parse(input) {
    const text = cleanText(input)
    // Longer than any number with its extension; the reader's patterns need not see it.
    const number = text.length > 80 ? null : parsePhone(text)
    if (number === null) throw NotPhone()
    return number
  },
  // Mainland mobiles as people here know them, 138****2201; of others the country or area, and the end.
  mask: (column) => sql`case when ${column} ~ '^\\+861[3-9]\\d{9}(;|$)'
    then substr(${column}, 4, 3) || '****' || substr(${column}, 11, 4)
    else left(${column}, 4) || '****'
      || right(split_part(${column}, ';', 1), case when length(split_part(${column}, ';', 1)) < 12 then 2 else 4 end)
    end`,
  schema: () => ({ type: 'string', examples: ['+8613800138000', '+862160861234;ext=801'] }),
  fromText: phoneInCell,
  toText: formatPhone,
})
