import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { address } from './index.ts'

const field = f.address('地址')
const parse = (input: unknown) => address.parse(input, field)

test('a region, the rest in words and a place make an address', () =>
  expect(parse({ region: '440305', detail: ' 科技园路 1 号 ', longitude: 113.9512345678, latitude: 22.5 })).toEqual({
    region: '440305',
    detail: '科技园路 1 号',
    longitude: 113.951235,
    latitude: 22.5,
  }))

test('parts that are empty are left out', () => {
  expect(parse({ region: '44', detail: '', longitude: null, latitude: null })).toEqual({ region: '440000' })
  expect(parse({ region: null, detail: '海边' })).toEqual({ detail: '海边' })
})

test('what is no address is refused with the reason', () => {
  for (const input of ['深圳', [], {}, { region: '', detail: ' ' }, { city: '深圳' }])
    expect(() => parse(input)).toThrow('地址应含 region')
  expect(() => parse({ region: '440399' })).toThrow('没有代码为“440399”的地区')
  expect(() => parse({ region: 440305 })).toThrow('没有代码为“number”的地区')
  expect(() => parse({ detail: '字'.repeat(201) })).toThrow('最多 200 个字')
  for (const place of [
    { longitude: 181, latitude: 0 },
    { longitude: 0 },
    { longitude: '113', latitude: 22 },
    { longitude: NaN, latitude: 0 },
  ])
    expect(() => parse({ region: '44', ...place })).toThrow('经度应在 -180 到 180 之间')
})

test('a cell is taken apart and put together again', () => {
  const stored = parse(address.fromText('广东省深圳市南山区科技园路1号', field))
  expect(stored).toEqual({ region: '440305', detail: '科技园路1号' })
  expect(address.toText(stored, field)).toBe('广东省深圳市南山区科技园路1号')
  expect(parse(address.fromText('某处工业园3号', field))).toEqual({ detail: '某处工业园3号' })
})

test('the column gives back the address', async () => {
  const stored = [parse({ region: '110101', detail: '王府井', longitude: -0.5, latitude: 39.9 })]
  expect((await throughColumn(inject('databaseUrl'), address, stored)).map(({ json }) => json)).toEqual(stored)
})
