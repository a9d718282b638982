import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { url } from './index.ts'

const site = f.url('网站')
const parse = (input: unknown) => url.parse(input, site)

test.each([
  ['www.example.com', 'https://www.example.com/'],
  ['http://Example.com/A?b=1#c', 'http://example.com/A?b=1#c'],
  ['HTTPS://example.com', 'https://example.com/'],
  ['example.com:8080/x', 'https://example.com:8080/x'],
  ['https://例子.中国/产品', 'https://xn--fsqu00a.xn--fiqs8s/%E4%BA%A7%E5%93%81'],
  ['http://oa/login', 'http://oa/login'],
])('%s is stored as %s', (input, address) => expect(parse(input)).toBe(address))

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'javascript:1',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://example.com',
  'mailto:wang@qq.com',
  'https://user:secret@example.com',
  'https://',
  '没有网站',
  `https://example.com/${'a'.repeat(2048)}`,
])('%s is no web address', (input) => expect(() => parse(input)).toThrow('不是有效的网址'))

test('what is stored is stored the same again', () =>
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      const stored = parse(address)
      expect(stored).toMatch(/^https?:\/\//)
      expect(parse(stored)).toBe(stored)
      expect(parse(url.fromText(url.toText(stored, site), site))).toBe(stored)
    }),
  ))

test('no text at all becomes a link that runs something', () =>
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('', 'javascript:', 'JAVASCRIPT\n:', 'data:', '\u0001javascript:'),
      (text, start) => {
        let stored = 'https://refused'
        try {
          stored = parse(start + text)
        } catch {
          // Refused is as good.
        }
        expect(new URL(stored).protocol).toMatch(/^https?:$/)
      },
    ),
  ))
