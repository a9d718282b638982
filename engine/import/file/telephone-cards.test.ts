import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { openFile } from './open-file.ts'

const cardsOf = async (content: string | Uint8Array) => {
  const rows: string[][] = []
  for await (const { cells } of (await openFile(fileOf(content))).rows()) rows.push([...cells])
  const [header, ...below] = rows
  return below.map((cells) =>
    Object.fromEntries(header!.map((name, i) => [name, cells[i]]).filter(([, text]) => text !== '')),
  )
}

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
// 李 and 雷 in GBK.
const [li, lei] = ['=C0=EE', '=C0=D7']

test.each([
  ['by its name', `N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:${li};${lei}`],
  ['without a name, as old telephones do', `N;ENCODING=QUOTED-PRINTABLE:${li};${lei}`],
  ['under the name of another', `N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${li};${lei}`],
])('a name in GBK is read %s', async (_, line) => {
  expect(await cardsOf(card(line, 'TEL;CELL:13900139000'))).toEqual([{ 姓名: '李雷', 手机: '13900139000' }])
})

test('further numbers and addresses are kept, and a mobile is one wherever it is filed', async () => {
  const lines = ['FN:王', 'TEL;HOME:13600136001', 'TEL;CELL:13600136002', 'TEL;WORK:010-62345678', 'TEL;WORK;FAX:1']
  expect(await cardsOf(card(...lines, 'EMAIL:a@b.cn', 'EMAIL:c@d.cn'))).toEqual([
    {
      姓名: '王',
      手机: '13600136001',
      电话: '13600136002',
      其他号码: '010-62345678',
      邮箱: 'a@b.cn',
      其他邮箱: 'c@d.cn',
    },
  ])
})

test('a birthday without a year is noted instead of keeping the person out; lists of members are no persons', async () => {
  const cards = [
    card('FN:甲', 'BDAY:--0203'),
    card('FN:乙', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-31', 'NOTE:同学'),
    card('FN:丙', 'BDAY:1985-03-02'),
    card('KIND:group', 'FN:同事'),
  ]
  expect(await cardsOf(cards.join(''))).toEqual([
    { 姓名: '甲', 备注: '生日:2 月 3 日' },
    { 姓名: '乙', 备注: '生日:12 月 31 日\n同学' },
    { 姓名: '丙', 生日: '1985-03-02' },
  ])
})

test('a card within a card is a person of its own', async () => {
  const cards = card('FN:老板', 'AGENT:', card('FN:秘书').trim(), 'EMAIL:b@b.cn')
  expect(await cardsOf(cards)).toEqual([{ 姓名: '秘书' }, { 姓名: '老板', 邮箱: 'b@b.cn' }])
})

test('an address book that is cut off is refused with the card, never read without its end', async () => {
  const cut = card('FN:甲') + card('FN:乙').replace('END:VCARD\r\n', '')
  await expect(cardsOf(cut)).rejects.toMatchObject({ code: 'import.cutCard', params: { card: 2 } })
  const many = Array.from({ length: 50 }, () => 'BEGIN:VCARD\nFN:x\n').join('')
  await expect(cardsOf(many)).rejects.toMatchObject({ code: 'import.cutCard' })
})

test('an address book in UTF-16 is one', async () => {
  const bytes = Buffer.from(`\ufeff${card('FN:宽字')}`, 'utf16le')
  expect(await cardsOf(bytes)).toEqual([{ 姓名: '宽字' }])
})

test('a picture of any size is passed over, a text of any size is not', async () => {
  const flood = 'x'.repeat(3_000_000)
  expect(await cardsOf(card('FN:甲', `PHOTO;ENCODING=b:${flood}`, 'NOTE:在'))).toEqual([{ 姓名: '甲', 备注: '在' }])
  const folded = `PHOTO;ENCODING=b:\r\n ${'y'.repeat(70)}`.padEnd(200_000, `\r\n ${'y'.repeat(70)}`)
  expect(await cardsOf(card('FN:甲', folded))).toEqual([{ 姓名: '甲' }])
  await expect(cardsOf(card('FN:甲', `NOTE:${flood}`))).rejects.toMatchObject({ code: 'import.rowTooLong' })
})
