import { expect, test } from 'vitest'
import { readingsIn } from './pinyin.ts'
import { spellings } from './syllables.ts'

test('however far somebody has typed the pinyin of a character, its way to go on is among those looked for', () => {
  const characters = Array.from({ length: 0x9fff - 0x4e00 }, (_, i) => String.fromCodePoint(0x4e00 + i))
  const read = new Set(characters.flatMap((c) => readingsIn(c).map((syllables) => syllables[0]!)))
  const spelled = [...read].filter((syllable) => /^[a-z]+$/.test(syllable))
  expect(spelled.length).toBeGreaterThan(390)
  const missed = spelled
    .flatMap((syllable) => [syllable, `${syllable}ke`, `${syllable}jixie`])
    .flatMap((run) => {
      const kept = run.length < 5 ? `${run}$` : run.slice(0, 5)
      const typed = Array.from({ length: Math.min(run.length, 5) }, (_, i) => run.slice(0, i + 1))
      return typed.filter((text) => !spellings(text).includes(kept)).map((text) => [text, run])
    })
  expect(missed).toEqual([])
})

test('initials and other letters that spell nothing are not looked for as pinyin', () => {
  expect(['hxkj', 'bjwl', 'xzq', 'vw'].flatMap(spellings)).toEqual([])
})
