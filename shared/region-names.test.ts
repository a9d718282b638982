import { expect, test } from 'vitest'
import { regionByNames, splitAddress } from './region-names.ts'
import { regionPath, regionsIn } from './regions.ts'

test.each([
  ['广东省深圳市南山区科技园路1号', '440305', '科技园路1号'],
  ['深圳南山 科技园路1号', '440305', '科技园路1号'],
  ['深圳市', '440300', ''],
  ['北京市海淀区学院路5号', '110108', '学院路5号'],
  ['北京市北京市海淀区学院路5号', '110108', '学院路5号'],
  ['海淀区学院路5号', '110108', '学院路5号'],
  ['中国 江苏 昆山市前进路2号', '320583', '前进路2号'],
  ['内蒙古呼和浩特新城区', '150102', ''],
  ['新疆喀什市', '653101', ''],
  ['恩施利川市', '422802', ''],
  ['湖北仙桃市', '429004', ''],
  ['广东省东莞市长安镇', '441900', '长安镇'],
  ['香港湾仔区告士打道1号', '810102', '告士打道1号'],
  ['台湾台北市大安区', '710101', ''],
  ['广东省 / 深圳市 / 南山区', '440305', ''],
])('%s lies in %s', (text, region, detail) => expect(splitAddress(text)).toEqual({ region, detail }))

test.each(['北京路1号', '上海西路2号', '朝阳区建国路1号', '科技园路1号', ''])('%s names no region', (text) =>
  expect(splitAddress(text)).toEqual({ detail: text }),
)

test('a region is found by the names on the way to it, short or full', () => {
  expect(regionByNames(['广东', '深圳', '南山'])).toBe('440305')
  expect(regionByNames(['广东省', '深圳市', '南山区'])).toBe('440305')
  expect(regionByNames(['广东', '深圳', '黄浦'])).toBeUndefined()
  expect(regionByNames(['亚特兰蒂斯'])).toBeUndefined()
})

test('every region is found again by its full name before a street', () => {
  for (const province of regionsIn())
    for (const city of [province, ...regionsIn(province.code)])
      for (const { code } of [city, ...(city === province ? [] : regionsIn(city.code))]) {
        const name = regionPath(code)
          .map((region) => region.name)
          .join('')
        expect(splitAddress(`${name}解放路1号`)).toEqual({ region: code, detail: '解放路1号' })
      }
})
