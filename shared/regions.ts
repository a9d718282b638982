import list from './regions.json' with { type: 'json' }

/**
 * China's provinces, cities and districts by their official codes (GB/T 2260, six digits): 440000 广东省, 440300 深圳市,
 * 440305 南山区. The standard gives Hong Kong, Macau and Taiwan one code each; the codes of their parts are ours.
 * The list weighs 88 kB: in the browser, load this module lazily.
 */
export interface Region {
  readonly code: string
  readonly name: string
  readonly level: 'province' | 'city' | 'district'
}

/** Keyed by the digits that count: '44', '4403', '440305'. */
const names: Readonly<Record<string, string>> = list.names

const LEVELS = { 2: 'province', 4: 'city', 6: 'district' } as const

/** Names of the official list that only group districts; nobody writes them in an address. */
const GROUPINGS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])

/** The digits of a code that count: what all codes within the region begin with. '440000' → '44', '440300' → '4403'. */
export const regionPrefix = (code: string): string => code.replace(/^(\d\d)0000$/, '$1').replace(/^(\d{4})00$/, '$1')

/** A region by its code of 6 digits, or of 2 or 4. */
export const regionOf = (code: string): Region | undefined => {
  const digits = regionPrefix(code)
  if (!Object.hasOwn(names, digits)) return undefined
  return { code: digits.padEnd(6, '0'), name: names[digits]!, level: LEVELS[digits.length as 2 | 4 | 6] }
}

/** From the province down, as an address reads: '440305' → 广东省, 深圳市, 南山区; '110101' → 北京市, 东城区. */
export const regionPath = (code: string): readonly Region[] => {
  const digits = regionPrefix(code)
  return [2, 4, 6]
    .filter((length) => length <= digits.length)
    .map((length) => regionOf(digits.slice(0, length)))
    .filter((region) => region !== undefined && !GROUPINGS.has(region.name)) as Region[]
}

/** '440305' → '广东省深圳市南山区' */
export const regionName = (code: string): string =>
  regionPath(code)
    .map(({ name }) => name)
    .join('')

/** What a picker shows below a region (without one: the provinces). Mere groupings are skipped: 北京市 leads to 东城区. */
export const regionsIn = (code?: string): readonly Region[] => {
  const below = children().get(code === undefined ? '' : regionPrefix(code)) ?? []
  return below.flatMap((region) => (GROUPINGS.has(region.name) ? regionsIn(region.code) : [region]))
}

let index: Map<string, Region[]> | undefined

const children = (): ReadonlyMap<string, readonly Region[]> => {
  if (index) return index
  index = new Map()
  for (const digits of Object.keys(names)) {
    const parent = digits.slice(0, -2)
    const siblings = index.get(parent) ?? []
    siblings.push(regionOf(digits)!)
    index.set(parent, siblings)
  }
  return index
}
