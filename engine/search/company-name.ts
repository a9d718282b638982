import { shortName } from '#shared/region-names'
import { regionsIn } from '#shared/regions'
import { fold } from './fold.ts'
import { token } from './token.ts'

/** What tells one company from another: 上海华信科技有限公司 is 华信科技 of 上海. */
export interface CompanyName {
  /** Its province or city, where the name says one; else the empty text. */
  readonly place: string
  readonly core: string
}

const legalForms =
  /(?:股份|集团|责任|控股|个人独资|普通合伙|有限合伙|特殊普通合伙|分公司|总公司|有限|公司|coltd|companylimited|limited|ltd|inc|corp)+$/

const aside = /[([【〔]([^)\]】〕]*)[)\]】〕]/g

/** 华信科技(上海)有限公司, and 上海市華信科技(集團)股份有限公司 have the same place and core. */
export const companyName = (written: string): CompanyName => {
  const plain = written.normalize('NFKC')
  const asides = [...plain.matchAll(aside)].map(([, inner]) => placeAt(bare(inner!)))
  const name = asides.length > 0 ? bare(plain.replace(aside, ' ')) : bare(plain)
  const { place, rest } = placeAt(name)
  // A company that is called only by its place keeps it: nothing else would be left.
  if (rest === '') return { place: '', core: name }
  return { place: place || (asides.find((a) => a.rest === '')?.place ?? ''), core: rest }
}

/** What the search index keeps of a company's name besides its characters and sounds. */
export const companyTokens = (field: string, written: string): number[] => {
  const { core } = companyName(written)
  return core === '' ? [] : [token(field, 'company', core)]
}

/** Are these two the same company, as far as names tell: the place may be left out, but must not be another. */
export const isSameCompany = (a: CompanyName, b: CompanyName): boolean =>
  a.core !== '' && a.core === b.core && (a.place === b.place || a.place === '' || b.place === '')

/** Folded, without spaces and legal form. */
const bare = (text: string): string => fold(text).replaceAll(' ', '').replace(legalForms, '')

let known: ReadonlyMap<string, string> | undefined

/** Provinces and cities as they stand at the beginning of names, longer forms too: 上海市, 上海, 广西壮族自治区, 广西. */
const places = (): ReadonlyMap<string, string> => {
  if (known) return known
  const provinces = regionsIn()
  const all = [...provinces, ...provinces.flatMap((p) => regionsIn(p.code))]
  return (known = new Map(
    all.flatMap(({ name }) => [name, shortName(name)].map((form) => [form, shortName(name)] as const)),
  ))
}

/** The places by their first two characters, with which most names can be told to begin with none; longest first. */
let byBeginning: ReadonlyMap<string, readonly string[]> | undefined

const placesBeginning = (two: string): readonly string[] => {
  byBeginning ??= Map.groupBy(
    [...places().keys()].filter((form) => form.length >= 2).toSorted((a, b) => b.length - a.length),
    (form) => form.slice(0, 2),
  )
  return byBeginning.get(two) ?? []
}

/** The place that a text begins with; of 广东深圳 the nearer one. */
const placeAt = (text: string): { readonly place: string; readonly rest: string } => {
  let [place, rest] = ['', text]
  for (;;) {
    const form = placesBeginning(rest.slice(0, 2)).find((each) => rest.startsWith(each))
    if (form === undefined) return { place, rest }
    ;[place, rest] = [places().get(form)!, rest.slice(form.length)]
  }
}
