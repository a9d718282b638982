import { isLatin } from './fold.ts'
import { spellings } from './syllables.ts'
import { beginning, end, goOn, token } from './token.ts'

/** In nearly every company's name: an index by them would list everything, so they are neither kept nor asked for. */
const common = new Set('有限 限公 公司 限责 责任 任公 股份 份有 集团 团有 团股'.split(' '))

const latinWords = /[a-z0-9]+/g

/** The pairs and triples of a folded text that stand in the index. */
export const gramsOf = (field: string, folded: string): number[] => {
  const found: number[] = []
  const pair = beginning(field, 'pair')
  let before = ''
  let a = ''
  for (const b of folded) {
    // Where two Latin words meet, however short they are: 7-11, AT&T.
    if (a === ' ') found.push(goOn(pair, `${before} ${b}`))
    else if (a !== '' && b !== ' ' && !(isLatin(a) && isLatin(b)) && !common.has(a + b))
      found.push(goOn(goOn(pair, a), b))
    ;[before, a] = [a, b]
  }
  for (const [word] of folded.matchAll(latinWords))
    for (let i = 0; i + 3 <= word.length; i++) found.push(token(field, 'triple', word.slice(i, i + 3)))
  return found
}

/** The beginnings of the Latin words in a folded text. */
export const wordsOf = (field: string, folded: string): number[] =>
  [...folded.matchAll(latinWords)]
    .filter(([word]) => word.length > 1)
    .map(([word]) => token(field, 'word', word.slice(0, 2)))

/** The tokens of a run of Chinese by its syllables. */
export const soundsOf = (field: string, syllables: readonly string[]): number[] => {
  const found: number[] = []
  const letters = syllables.join('')
  const sound = beginning(field, 'pinyin')
  let at = 0
  for (const syllable of syllables) {
    const five = letters.slice(at, at + 5)
    found.push(goOn(sound, five.length < 5 ? five + end : five))
    at += syllable.length
  }
  let initials = ''
  for (const syllable of syllables) initials += syllable[0]!
  const three = beginning(field, 'initials')
  for (let i = 0; i + 3 <= initials.length; i++) found.push(goOn(three, initials.slice(i, i + 3)))
  if (initials.length > 1) found.push(goOn(three, initials.slice(-2) + end))
  return found
}

const letters = [...'abcdefghijklmnopqrstuvwxyz']

/** Tokens that a row has all of, or any of. */
interface Like {
  readonly how: 'all' | 'any'
  readonly tokens: number[]
}

/** The pinyin tokens that letters may begin: one for five and more, else every way to go on; none where they spell nothing. */
export const soundsLike = (field: string, asked: string): Like => ({
  how: asked.length >= 5 ? 'all' : 'any',
  tokens: spellings(asked).map((text) => token(field, 'pinyin', text)),
})

/** The same for initials: three or more are looked up as they are. */
export const initialsLike = (field: string, asked: string): Like => {
  if (asked.length === 2)
    return { how: 'any', tokens: [end, ...letters].map((l) => token(field, 'initials', asked + l)) }
  const tokens: number[] = []
  for (let i = 0; i + 3 <= asked.length; i++) tokens.push(token(field, 'initials', asked.slice(i, i + 3)))
  return { how: 'all', tokens }
}
