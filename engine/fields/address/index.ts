import { splitAddress } from '#shared/region-names'
import { regionName, regionOf } from '#shared/regions'
import { defineError } from '../../errors.ts'
import { cleanText } from '../clean-text.ts'
import type { Address } from '../index.ts'
import { defineKind } from '../kind.ts'
import { TooLong } from '../text/index.ts'

export const NotAddress = defineError(
  'field.notAddress',
  422,
  '地址应含 region(地区代码)或 detail(详细地址),可加 longitude 和 latitude',
  'An address needs region (its code) or detail, and may have longitude and latitude',
)
export const NotRegion = defineError(
  'field.notRegion',
  422,
  '没有代码为“{region}”的地区,请用 6 位行政区划代码(GB/T 2260),例如 440305',
  'There is no region "{region}"; use a code of six digits (GB/T 2260), e.g. 440305',
)
export const NotPlace = defineError(
  'field.notPlace',
  422,
  '经度应在 -180 到 180 之间,纬度应在 -90 到 90 之间,并且两者都要有',
  'Longitude from -180 to 180 and latitude from -90 to 90 expected, both or none',
)

const KEYS = new Set(['region', 'detail', 'longitude', 'latitude'])
const DETAIL = 200

/** A place: a region of the official list, the rest in words, and where it lies (WGS-84) if known. */
export const address = defineKind<Address>({
  name: 'address',
  label: { 'zh-CN': '地址', en: 'Address' },
  column: 'jsonb',
  operators: ['within', 'empty'],
  sortable: false,
  groupable: false,
  parse(input) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) throw NotAddress()
    if (Object.keys(input).some((key) => !KEYS.has(key))) throw NotAddress()
    const given = input as Record<string, unknown>
    const region = blank(given.region) ? undefined : parseRegion(given.region)
    const detail = blank(given.detail) ? '' : parseDetail(given.detail)
    if (region === undefined && detail === '') throw NotAddress()
    return { ...(region && { region }), ...(detail && { detail }), ...parsePlace(given.longitude, given.latitude) }
  },
  schema: () => ({
    type: 'object',
    properties: {
      region: { type: ['string', 'null'], pattern: '^\\d{6}$', examples: ['440305'] },
      detail: { type: ['string', 'null'], maxLength: DETAIL },
      longitude: { type: ['number', 'null'], minimum: -180, maximum: 180 },
      latitude: { type: ['number', 'null'], minimum: -90, maximum: 90 },
    },
    additionalProperties: false,
  }),
  fromText: splitAddress,
  toText: ({ region, detail }) => `${region ? regionName(region) : ''}${detail ?? ''}`,
})

const blank = (input: unknown) => input === undefined || input === null || input === ''

const parseRegion = (input: unknown): string => {
  const region = typeof input === 'string' ? regionOf(input) : undefined
  if (!region) throw NotRegion({ region: typeof input === 'string' ? input.slice(0, 20) : typeof input })
  return region.code
}

const parseDetail = (input: unknown): string => {
  const detail = cleanText(input).replace(/\s+/gu, ' ').trim()
  const now = [...detail].length
  if (now > DETAIL) throw TooLong({ length: DETAIL, now })
  return detail
}

const parsePlace = (longitude: unknown, latitude: unknown) => {
  if (blank(longitude) && blank(latitude)) return {}
  return { longitude: degrees(longitude, 180), latitude: degrees(latitude, 90) }
}

/** To the millionth of a degree, about 10 cm. */
const degrees = (input: unknown, most: number): number => {
  if (typeof input !== 'number' || !(Math.abs(input) <= most)) throw NotPlace()
  return Math.round(input * 1e6) / 1e6 + 0
}
