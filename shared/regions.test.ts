import { expect, test } from 'vitest'
import { type Region, regionName, regionOf, regionPath, regionPrefix, regionsIn } from './regions.ts'

const everything: readonly Region[] = regionsIn().flatMap((province) => [
  province,
  ...regionsIn(province.code).flatMap((city) => [city, ...regionsIn(city.code)]),
])

test('a code names its region and all above it', () => {
  expect(regionOf('440305')).toEqual({ code: '440305', name: '南山区', level: 'district' })
  expect(regionPath('440305').map(({ code }) => code)).toEqual(['440000', '440300', '440305'])
  expect(regionName('440305')).toBe('广东省深圳市南山区')
})

test('short codes are the same region', () => {
  expect(regionOf('44')).toEqual({ code: '440000', name: '广东省', level: 'province' })
  expect(regionOf('4403')).toEqual(regionOf('440300'))
})

test('what is not on the list is no region', () => {
  for (const code of ['', '4', '990000', '440399', '110103', 'toString', '__proto__', '4403050'])
    expect(regionOf(code)).toBeUndefined()
})

test('groupings that nobody writes are skipped', () => {
  expect(regionName('110101')).toBe('北京市东城区')
  expect(regionsIn('110000').map(({ name }) => name)).toContain('东城区')
  expect(regionName('429004')).toBe('湖北省仙桃市')
  expect(everything.map(({ name }) => name)).not.toContain('市辖区')
})

test('the list is whole: 34 provinces, Hong Kong, Macau and Taiwan among them', () => {
  expect(regionsIn()).toHaveLength(34)
  expect(everything).toHaveLength(3750)
  expect(regionsIn('810000').flatMap(({ code }) => regionsIn(code))).toHaveLength(18)
  expect(regionsIn('710000').map(({ name }) => name)).toContain('台北市')
  expect(regionsIn('820000')).toHaveLength(2)
})

test('a city without districts ends the way down', () => {
  expect(regionName('441900')).toBe('广东省东莞市')
  expect(regionsIn('441900')).toEqual([])
})

test('every region within another begins with its prefix', () => {
  expect(regionPrefix('440000')).toBe('44')
  expect(regionPrefix('440300')).toBe('4403')
  expect(regionPrefix('440305')).toBe('440305')
  for (const { code } of everything)
    for (const above of regionPath(code)) expect(code.startsWith(regionPrefix(above.code))).toBe(true)
})
