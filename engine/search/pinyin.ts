import { customPinyin, pinyin, polyphonic } from 'pinyin-pro'
import { otherReadings } from './other-readings.ts'

const options = { type: 'array' } as const
/** 行 as a house of trade; the library reads it as a walk. */
customPinyin(
  Object.fromEntries(
    '分 fēn,央 yāng,投 tóu,车 chē,药 yào,茶 chá,花 huā,布 bù,米 mǐ,琴 qín,粮 liáng,拍卖 pāi mài,珠宝 zhū bǎo,建材 jiàn cái,贸易 mào yì,典当 diǎn dàng'
      .split(',')
      .map((entry) => entry.split(/ (.*)/))
      .map(([trade, read]) => [`${trade}行`, `${read} háng`]),
  ),
)

const readings = new Map<string, readonly string[]>()
const toneless = new Map<string, string>()

/** lǜ → lü. */
export const withoutTones = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC')

/** lǜ → lv. The library could leave tones out too, but takes as long for it as for all the rest. */
const withoutTone = (syllable: string): string => {
  const known = toneless.get(syllable)
  if (known !== undefined) return known
  const found = withoutTones(syllable).replaceAll('ü', 'v')
  toneless.set(syllable, found)
  return found
}

/** Every reading of one character without its tone, from the library once. */
const readingsOf = (character: string): readonly string[] => {
  const known = readings.get(character)
  if (known) return known
  const spoken = (polyphonic(character, options) as unknown as string[][])[0] ?? [character]
  const found = [...new Set(spoken.map(withoutTone))]
  readings.set(character, found)
  return found
}

/** Longer runs of Chinese are read up to here. */
const longest = 40

/** What stands at the end of nearly every company's name; nobody spells it out in pinyin. */
const legalForm = /(股份|集团|责任|控股)*有限(责任)?公司(?=$|\P{Script=Han})/gu

/**
 * The readings of a folded text's Chinese runs, syllable by syllable. Characters with several readings are read in their
 * context, a run's beginning also as a surname, places as they are called there, and short names in every way in use: 单氏 is
 * shan, 重庆 is chong, 查理 both cha and zha, 乐清 is yue qing.
 */
export const readingsIn = (folded: string): readonly (readonly string[])[] =>
  (folded.replace(legalForm, ' ').match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    readRun([...run].slice(0, longest)),
  )

const readRun = (run: readonly string[]): (readonly string[])[] => {
  const alone = run.map(readingsOf)
  if (alone.every((r) => r.length === 1)) return [alone.map((r) => r[0]!)]
  const text = run.join('')
  const usual = pinyin(text, options).map(withoutTone)
  const isName = alone[0]!.length > 1 || alone[1] !== undefined
  const asName = isName ? pinyin(text, { ...options, surname: 'head' }).map(withoutTone) : usual
  const others = otherReadings(run, usual)
  if (asName === usual && others.length === 0) return [usual]
  return [...new Map([usual, asName, ...others].map((read) => [read.join(), read])).values()]
}

/** As it is kept for the exact look: a mark before each syllable, `'hua'xin'ke'ji`. */
export const spelled = (runs: readonly (readonly string[])[]): string =>
  runs.map((run) => run.map((s) => `'${s}`).join('')).join(' ')

/** ü is v, however it was typed; no other syllable begins with lue or nue. */
export const typedPinyin = (letters: string): string => letters.replaceAll('ü', 'v').replace(/([ln])ue/g, '$1ve')

/** What somebody typed, without the initials or the pinyin of the legal form. */
export const withoutLegalForm = (letters: string): string =>
  letters.replace(/(?<=..)(gf|jt|zr)*(yxgs|youxian(zeren)?gongsi)$/, '')
