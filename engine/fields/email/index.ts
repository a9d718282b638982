import { domainToASCII, domainToUnicode } from 'node:url'
import { defineError } from '../../errors.ts'
import { sql } from '../../sql.ts'
import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'

export const NotEmail = defineError(
  'field.notEmail',
  422,
  '不是有效的邮箱地址,应如 wang@example.com',
  'Not a valid e-mail address, expected e.g. wang@example.com',
)

/** RFC 5321: 64 octets before the @, 254 in all. */
const LOCAL = /^(?=.{1,64}$)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/
const LENGTH = 254

/**
 * An e-mail address, all in lower case: no provider in use tells Wang@ from wang@, and duplicates must be found.
 * Chinese domains and names are allowed.
 */
export const email = defineKind<string>({
  name: 'email',
  label: { 'zh-CN': '邮箱', en: 'E-mail' },
  column: 'text',
  operators: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'empty'],
  sortable: true,
  groupable: false,
  parse(input) {
    const address = cleanText(input).normalize('NFKC').trim().toLowerCase().normalize('NFKC')
    const at = address.lastIndexOf('@')
    const [local, domain] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)]
    const ascii = /[\s/\\?#:@%[\]]/.test(domain) ? '' : domainToASCII(domain)
    if (!LOCAL.test(local) || !DOMAIN.test(ascii)) throw NotEmail()
    const stored = `${local}@${domainToUnicode(ascii)}`
    if (Buffer.byteLength(stored) > LENGTH) throw NotEmail()
    return stored
  },
  mask: (column) => sql`left(${column}, 1) || '***@' || split_part(${column}, '@', 2)`,
  schema: () => ({ type: 'string', format: 'idn-email', maxLength: LENGTH }),
  fromText: (cell) => cell.trim().replace(/^mailto:/i, ''),
  toText: (address) => address,
})
