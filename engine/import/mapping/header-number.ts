const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const numeral = '[1-9一二三四五六七八九]'
const rank = '主要?|首要|默认|备用|次要|其他|其它|primary|main|secondary|other|default'

/** A header that counts records of one row: 联系人2手机, 第二联系人, 手机(2), Contact 2 Phone → what is left without the number. */
export interface Numbered {
  readonly word: string
  /** Null where nothing is counted. */
  readonly number: number | null
}

/** `plain` is a header without marks; `names` are what the counted records are called, and a number may stand behind these. */
export const numbered = (plain: string, names: readonly string[]): Numbered => {
  const called = names
    .filter((name) => name !== '')
    .map(escaped)
    .join('|')
  const word = plain.replace(new RegExp(`^(?:${rank})(?=${called})`), '')
  for (const form of [
    new RegExp(`^第?(${numeral})(?:位|个|号)?(?=${called})`),
    new RegExp(`(?<=^(?:${called}))(${numeral})(?!\\d)`),
    /(?<=\D)([1-9])$/,
  ]) {
    const found = form.exec(word)?.[1]
    if (found) return { word: word.replace(form, ''), number: digits[found] ?? Number(found) }
  }
  return { word, number: null }
}

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')
