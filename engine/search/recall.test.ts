import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createRecords } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { workspace, type Workspace } from '#test/workspace'
import { runList } from '../query/run-list.ts'

const cities = '上海 深圳 重庆 長沙 呼和浩特'.split(' ')
const names = '华信 恒川 乐行 单氏 查理 万俟 佳能(CANON) 3M 西门子'.split(' ')
const trades = '科技 精密机械 重工 银行设备 音乐器材'.split(' ')
const forms = '有限公司 股份有限公司 集团有限责任公司'.split(' ')
const generated = cities.flatMap((city, i) =>
  names.map((name, j) => `${city}${name}${trades[(i + j) % trades.length]}${forms[j % forms.length]}`),
)

/** Is it found by this text, however many others are. */
const isFound = async (w: Workspace, name: string, q: string) => {
  const page = await runList(w.administrator, w.administrator.object('customer'), { q, filter: { name }, fields: [] })
  return page.documents.length === 1
}

const missing = async (w: Workspace, asked: readonly (readonly [name: string, q: string])[]) => {
  const found = await Promise.all(asked.map(([name, q]) => isFound(w, name, q)))
  return asked.filter((_, i) => !found[i])
}

const parts = (name: string): string[] => {
  const characters = [...name]
  const lengths = [2, 3, 4, 5, 6]
  return lengths.flatMap((length) =>
    characters.slice(length - 1).map((_, i) => characters.slice(i, i + length).join('')),
  )
}

const hasText = (text: string) => /[\p{L}\p{N}]/u.test(text)

test('every 2 to 6 characters of a company name find it', { timeout: 180_000 }, async () => {
  const w = await workspace()
  await createRecords(
    w.system,
    w.system.object('customer'),
    generated.map((name) => ({ name })),
  )
  const sample = generated.filter((_, i) => i % 4 === 0)
  const asked = sample.flatMap((name) => parts(name).map((part) => [name, part] as const))
  // Single Latin letters and signs inside are no searches of their own: 能(C finds by what is left of it.
  const worth = asked.filter(
    ([, part]) =>
      hasText(part) && part.replace(/[()]/g, '').length > 1 && !/^[a-z0-9]{1,2}$/i.test(part.replace(/[()]/g, '')),
  )
  expect(worth.length).toBeGreaterThan(400)
  expect(await missing(w, worth)).toEqual([])
})

const published = [process.env['COMPANY_NAMES'], '../shared/data/09-cn/company_short_names_sample20k.txt.gz'].find(
  (file) => file && existsSync(file),
)

test.skipIf(!published)(
  `every 2 to 6 characters of published company names find them (list: ${published ?? 'set COMPANY_NAMES to a .txt.gz'})`,
  { timeout: 240_000 },
  async () => {
    const w = await workspace()
    const all = [
      ...new Set(
        gunzipSync(readFileSync(published!))
          .toString()
          .split('\n')
          .filter((n) => [...n].length > 2),
      ),
    ]
    const some = all.filter((_, i) => i % 10 === 0)
    for (let i = 0; i < some.length; i += 500)
      await createRecords(
        w.system,
        w.system.object('customer'),
        some.slice(i, i + 500).map((name) => ({ name })),
      )
    const sample = some.filter((_, i) => i % 10 === 0)
    const asked = sample
      .flatMap((name) => parts(name).map((part) => [name, part] as const))
      .filter(([, part]) => /^\p{Script=Han}+$/u.test(part))
    expect(asked.length).toBeGreaterThan(300)
    expect(await missing(w, asked)).toEqual([])
  },
)

test.each([
  [
    '中国石油化工',
    ['zg石油', '中国sy', 'zhongguo石油', '中guo石油', 'zgshiyou', 'zhongguosy', 'zhong guo shi you', 'zgshiyouhg'],
  ],
  ['李华', ['li hua', 'lihua', '李hua', 'li华', 'lhua', 'LI HUA']],
  ['西安安娜', ["xi'an", 'xi an', 'xian', 'xi’an anna']],
  ['绿地略阳', ['lüdi', 'lvdi', 'lueyang', 'lveyang']],
  ['招商银行苏州分行', ['fenhang', 'szfh', 'suzhoufenhang', 'zsyh']],
  ['爱❤️你礼品', ['爱你', '❤️你礼', '礼品']],
  ['❤️科技', ['科', '科技', 'keji']],
  ['No.1烧烤', ['no.1', 'No.1烧烤', '烧烤']],
  ['AT&T通信', ['at&t', 'AT&T通信']],
  ['热线400-820-8820', ['400-820-8820', '热线400-820-8820', '热线 400-820-8820']],
  [
    '华信科技有限公司',
    [
      'hxkj',
      'hx',
      'xkj',
      'huaxin',
      'hua',
      'huax',
      'xinkeji',
      'huaxinkeji',
      'HXKJ',
      'hxkjyxgs',
      'huaxinkejiyouxiangongsi',
    ],
  ],
  ['上海单氏贸易有限公司', ['shds', '单氏']],
  ['单氏集团有限公司', ['shan', 'danshi', 'ds', 'ss']],
  ['重庆长安汽车', ['cqca', 'chongqing', 'changan', 'qiche']],
  ['查理科技', ['cha', 'zha', 'clkj', 'zlkj']],
  ['华為技術(深圳)', ['华为', '華為', '技术深圳', 'hwjs', '(深圳)', '深圳']],
  ['Siemens AG 西门子', ['siem', 'mens', 'SIEMENS', 'ag', 'siemens 西门子', '西门子 ag', '西门子']],
  ['XJ-200A型', ['xj-200a', 'xj', '200', '200a', 'XJ—200A']],
  ['3M中国有限公司', ['3m', '3M', '3m中国', '中国', 'm中']],
  ['单雄信', ['shanxiongxin', 'danxiongxin', 'sxx', '单x', '单雄x', 'shan雄信']],
  ['浙江乐清电器', ['yueqing', 'leqing', 'zjyqdq']],
  ['东阿阿胶', ['dongeejiao', 'deej']],
  ['黄晟', ['huangsheng', 'huangcheng', 'hc']],
  ['种师道', ['chongshidao', 'csd', 'zhongshidao']],
  ['乾照光电', ['qianzhao', 'qzgd', '乾照']],
  ['𠮷野家㐂多', ['吉野家', '𠮷野', 'jiyejia', '喜多', 'xiduo']],
  ['葛\u{e0100}城市', ['葛城', 'gecheng']],
  ['Nestlé雀巢', ['nestle', 'NESTLÉ', 'nestlé雀']],
  ["L'Oréal 欧莱雅", ['loreal', 'l’oréal', "L'OREAL", '欧莱雅']],
  ['H&M 海恩斯', ['hm', 'h&m', 'Ｈ＆Ｍ']],
  ['A.O.史密斯', ['ao史密斯', 'a.o.史密斯', 'ao']],
  ['优衣库@杭州', ['优衣库@杭州', '@杭州', '优衣库']],
  ['绿城', ['lücheng', 'lüchéng', 'lvcheng']],
  ['华信 7 号库', ['华信 7 号库', '华信 7', '7号']],
])('%s is found by %j', async (name, asked) => {
  const w = await workspace()
  await w.system.create(Customer, { name })
  expect(
    await missing(
      w,
      asked.map((q) => [name, q] as const),
    ),
  ).toEqual([])
})

test('what does not occur in it does not find it', async () => {
  const w = await workspace()
  const name = '苏州恒信精密机械有限公司'
  await w.system.create(Customer, { name })
  const asked = [
    '信恒',
    '恒精',
    '苏信',
    'uxin',
    'zxh',
    'xinheng',
    '有公',
    '机械苏',
    'c2',
    '...',
    '%',
    '_',
    "'",
    'heng xinx',
    '@\0',
    'x\0@\ud800',
    '\ud83d',
    '[a-z]',
    '(((',
    '恒%',
    '"',
    '\\',
    '@',
    '@@',
    '$',
    '苏_恒',
  ]
  for (const q of asked) expect([q, await isFound(w, name, q)]).toEqual([q, false])
})

test('numbers are found by themselves and by their ends, phones as people dial them, mail by its parts', async () => {
  const w = await workspace()
  const { id, number } = await w.system.create(Customer, {
    name: '甲',
    phone: '+86 138 0013 2201',
    creditCode: '91350100M000100Y43',
    email: 'wang@example.com',
  })
  await w.system.create(Customer, { name: '乙', phone: '021-60861234' })
  const found = async (object: string, q: string) => {
    const page = await runList(w.administrator, w.administrator.object(object), { q, fields: [] })
    return page.documents.map((d) => (JSON.parse(d) as { id: string }).id)
  }
  for (const q of [
    number,
    number.toLowerCase(),
    number.slice(-4),
    number.slice(1),
    '2201',
    '00132201',
    '13800132201',
    '1380013',
    '138 0013 2201',
    '+86 138-0013-2201',
    '8613800132201',
    '91350100m000100y43',
    '9135',
    '0Y43',
  ])
    expect([q, await found('customer', q)]).toEqual([q, [id]])
  for (const q of ['60861234', '021-60861234', '02160861234', '(021) 6086 1234'])
    expect([q, (await found('customer', q)).length]).toEqual([q, 1])
  for (const q of [
    '138–0013–2201',
    '138‑0013‑2201',
    '\u202d138 0013 2201\u202c',
    '138\u200b0013\u200b2201',
    '电话:13800132201',
    'Tel: 138-0013-2201',
    '(+86)13800132201',
    '甲(13800132201)',
  ])
    expect([q, await found('customer', q)]).toEqual([q, [id]])
  await w.system.create(Contact, {
    name: '丁',
    mobile: '+1 415 555 2671',
    phone: '0571-88888888转12',
    email: 'wang.l@mail.huaxin.com.cn',
  })
  for (const q of [
    '0571-8888 8888 转 12',
    '0571-88888888转12',
    '（0571）8888 8888 分机12',
    '0571-88888888-12',
    '+86 571 8888 8888',
    '001-415-555-2671',
    '丁 <wang.l@mail.huaxin.com.cn>',
    'mailto:wang.l@mail.huaxin.com.cn',
    '邮箱：wang.l@mail.huaxin.com.cn；',
    '@huaxin.com.cn',
    'huaxin.com',
  ])
    expect([q, (await found('contact', q)).length]).toEqual([q, 1])
  for (const q of ['220', '0132', 'wang@example.com']) expect([q, await found('customer', q)]).toEqual([q, []])

  const user = await w.person({ email: 'li.fang@mail.example.org', name: '李芳' })
  for (const q of ['li.fang@mail.example.org', 'li.fang@', 'fang', '@mail.example', 'lifang', 'lf'])
    expect([q, await found('user', q)]).toContainEqual([user.actor.id])
})
