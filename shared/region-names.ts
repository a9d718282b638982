import { type Region, regionsIn } from './regions.ts'

const PEOPLES =
  '蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族' +
  '|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|普米族|怒族|裕固族|保安族|独龙族|各族'
const AUTONOMOUS = new RegExp(`(?:${PEOPLES})*自治(?:区|州|县|旗)$`)
const SUFFIX = /(?:特别行政区|地区|新区|省|市|盟|区|县|旗)$/

/** How people call a region for short: 深圳, 内蒙古, 恩施, 香港. Never a single character. */
export const shortName = (name: string): string => {
  // 内蒙古 itself ends with the name of a people.
  const short = [AUTONOMOUS, /自治[区州县旗]$/, SUFFIX].map((ending) => name.replace(ending, ''))
  return short.find((rest) => rest !== name && rest.length >= 2) ?? name
}

/** 北京路 and 上海西路 are streets, wherever they are; 喀什市 is not 喀什地区, nor 朝阳区 the city of 朝阳. */
const OTHER = /^(?:[市区县旗州盟]|[东西南北中]?[一二三四五]?(?:路|街|大道|大街|道|巷))/

/** The region whose name, full or else short, the text begins with, and how long that is. The longest wins. */
const leading = (text: string, regions: readonly Region[]): { region: Region; length: number } | undefined => {
  let best: { region: Region; length: number } | undefined
  for (const region of regions) {
    const written = [region.name, shortName(region.name)].find((name) => text.startsWith(name))
    if (!written || (written !== region.name && OTHER.test(text.slice(written.length)))) continue
    if (!best || written.length > best.length) best = { region, length: written.length }
  }
  return best
}

// A dash counts only between names: behind the last one it may be part of the address.
const separators = /^(?:[\s,,、/·>]|-(?=\p{Script=Han}))+/u

/**
 * Takes an address apart: '广东省深圳市南山区科技园路1号' and '深圳南山 科技园路1号' → region '440305', detail '科技园路1号'.
 * The province may be missing. Without any known region all of the text is detail.
 */
export const splitAddress = (text: string): { readonly region?: string; readonly detail: string } => {
  let rest = text.trim().replace(/^中国\s*/, '')
  let region: Region | undefined
  while (region?.level !== 'district') {
    const candidates = region ? regionsIn(region.code) : regionsIn()
    const found = leading(rest, candidates) ?? skipping(rest, region)
    if (!found) break
    region = found.region
    rest = rest.slice(found.length).replace(separators, '')
    // 北京市北京市东城区: exports of other systems write a municipality twice.
    if (region.level === 'province' && rest.startsWith(region.name)) rest = rest.slice(region.name.length)
  }
  return region ? { region: region.code, detail: rest } : { detail: rest }
}

/** A level left out: 深圳市… without its province, 江苏昆山市… without its city, 海淀区… without both. */
const skipping = (text: string, above: Region | undefined): ReturnType<typeof leading> => {
  // The cities of all provinces differ in name; of the districts, 朝阳区 may be in Beijing or in Changchun.
  const city = above ? undefined : leading(text, cities())
  if (city || above?.level === 'city') return city
  const named = districts(above?.code).filter(({ name }) => text.startsWith(name))
  return named.length === 1 ? { region: named[0]!, length: named[0]!.name.length } : undefined
}

/** The code of a region by the names on the way to it: ['广东', '深圳', '南山'] → '440305'. Undefined if there is none. */
export const regionByNames = (path: readonly string[]): string | undefined => {
  const { region, detail } = splitAddress(path.map((name) => name.trim()).join(' '))
  return detail === '' ? region : undefined
}

const below = (regions: readonly Region[]) => regions.flatMap(({ code }) => regionsIn(code))
const isDistrict = ({ level }: Region) => level === 'district'

let allCities: readonly Region[] | undefined
const cities = () => (allCities ??= below(regionsIn()).filter((region) => !isDistrict(region)))

/** All districts of a province, or of the country. */
const districts = (province?: string): readonly Region[] => {
  const cities = province === undefined ? below(regionsIn()) : regionsIn(province)
  return [...cities, ...below(cities)].filter(isDistrict)
}
