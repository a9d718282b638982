import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { type Context, searchRecords, updateRecords } from '#engine'
import { workspace } from '#test/workspace'
import { limits } from '../query/limits.ts'
import { runList } from '../query/run-list.ts'
import { buildWorld } from '#test/worlds/build-world'
import { mayNaively } from '#test/worlds/naive-rights'
import { recordsOf, worlds } from '#test/worlds/random-world'
import { isPinyin } from './mixed-pinyin.ts'
import { planOf, rememberCommon, searchKey } from './common-searches.ts'
import { readSearch } from './search-node.ts'

/** Characters of one reading each, with the readings written by hand: this file knows nothing of the library. */
const sounds: Record<string, string> = {
  华: 'hua',
  信: 'xin',
  科: 'ke',
  技: 'ji',
  恒: 'heng',
  王: 'wang',
  芳: 'fang',
  明: 'ming',
  安: 'an',
  新: 'xin',
}
const han = Object.keys(sounds)
const words = ['abb', 'hp', 'acme', 'xin', '3m']

const name = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...han) },
      { weight: 1, arbitrary: fc.constantFrom(...words.map((word) => ` ${word} `)) },
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((parts) => parts.join('').replace(/\s+/g, ' ').trim())
const names = fc.array(name, { minLength: 6, maxLength: 6 })
const piece = fc.oneof(
  fc.constantFrom(...han),
  fc.constantFrom(...words),
  fc.constantFrom('h', 'x', 'hx', 'an', 'wang', 'xinke', 'jiheng', 'ngf', 'hxin', 'wangf', 'kjan'),
)
const invented = fc.array(
  fc.array(piece, { minLength: 1, maxLength: 3 }).map((p) => p.join('')),
  { minLength: 4, maxLength: 4 },
)
/** Places in a name whose characters are asked for as they are, by pinyin or by initials. */
const quoted = fc.array(
  fc.tuple(fc.nat(5), fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.constantFrom('as is', 'pinyin', 'initials')),
  { minLength: 8, maxLength: 8 },
)

const quote = (
  called: readonly string[],
  [which, from, length, how]: readonly [number, number, number, string],
): string => {
  const part = (called[which]!.match(/[^ a-z0-9]+/) ?? ['王'])[0].slice(from, from + length) || '华'
  if (how === 'as is') return part
  const syllables = [...part].map((c) => sounds[c]!)
  return how === 'pinyin' ? syllables.join('') : syllables.map((s) => s[0]).join('')
}

const isLatin = (text: string) => /^[a-z0-9]+$/.test(text)

/** Is it in the name, told as a person would tell it, from the name alone: each part of 3M华信, or all of it as it stands. */
const occurs = (text: string, asked: string): boolean => {
  const line = text.replace(/(?<![a-z0-9]) | (?![a-z0-9])/g, '')
  const parts = asked.match(/[a-z0-9]+|[^a-z0-9]+/g) ?? []
  if (parts.length === 1) return isIn(line, asked)
  const isThere = (part: string) => (/^\p{Script=Han}$/u.test(part) ? line.includes(part) : isIn(line, part, true))
  return line.includes(asked) || parts.every(isThere)
}

/** Whole syllables and initials one after the other; the last may have begun. */
const isMixed = (syllables: readonly string[], asked: string, whole = false): boolean => {
  const [first, ...rest] = syllables
  if (asked === '') return whole
  if (first === undefined) return false
  if (asked.length > 1 && first.startsWith(asked)) return true
  return (
    (asked.startsWith(first) && isMixed(rest, asked.slice(first.length), true)) ||
    (asked[0] === first[0] && isMixed(rest, asked.slice(1), whole))
  )
}

const isIn = (line: string, asked: string, beside = false): boolean => {
  if (asked.length === 1 && beside && /[a-z]/.test(asked))
    return line.startsWith(asked) || [...line].some((c) => sounds[c]?.startsWith(asked))
  if (asked.length === 1) return line.startsWith(asked)
  if (asked.length === 2 && isLatin(asked)) {
    if ((line.match(/[a-z0-9]+/g) ?? []).some((word) => word.startsWith(asked))) return true
  } else if (line.includes(asked)) return true
  if (!/^[a-z]+$/.test(asked)) return false
  const mixes = asked.length > 2 && !isPinyin(asked)
  return (line.match(/[^ a-z0-9]+/g) ?? []).some((run) => {
    const syllables = [...run].map((c) => sounds[c]!)
    const tails = syllables.map((_, i) => syllables.slice(i))
    return tails.some(
      (tail) =>
        ((asked.length > 2 || (beside && isPinyin(asked))) && tail.join('').startsWith(asked)) ||
        (mixes && isMixed(tail, asked)) ||
        tail
          .map((s) => s[0])
          .join('')
          .startsWith(asked),
    )
  })
}

const idsOf = (documents: readonly string[]) => documents.map((d) => (JSON.parse(d) as { id: string }).id).sort()

test(
  'search finds what a naive reading of names and rights finds, through the index and without it, in any company',
  { timeout: 180_000 },
  async () => {
    const w = await workspace()
    let seen = 0
    const ask = async (ctx: Context, q: string) =>
      idsOf((await runList(ctx, ctx.object('customer'), { q, limit: limits.page, fields: ['id'] })).documents)
    await fc.assert(
      fc.asyncProperty(worlds, names, invented, quoted, async (world, called, made, places) => {
        const asked = [...made, ...places.map((place) => quote(called, place))]
        const { people, ids } = await buildWorld(w, world)
        const living = ids.customer
          .map((id, i) => ({ id, i }))
          .filter(({ i }) => !recordsOf(world, 'customer')[i]!.deleted)
        await updateRecords(
          w.system,
          w.system.object('customer'),
          living.map(({ id, i }) => ({ id, patch: { name: `${called[i]!}` } })),
        )
        for (const [who, ctx] of people.entries()) {
          const { access } = ctx.actor
          const object = ctx.object('customer')
          if (access.of(object).grants.every(({ grant }) => !grant.read || grant.read === 'none')) continue
          const reach = living.filter(({ i }) =>
            mayNaively(world, who, 'customer', recordsOf(world, 'customer')[i]!, 'read'),
          )
          for (const q of asked) {
            const expected = reach
              .filter(({ i }) => occurs(called[i]!.toLowerCase(), q))
              .map(({ id }) => id)
              .sort()
            expect([q, called, await ask(ctx, q)]).toEqual([q, called, expected])
            const { data } = await searchRecords(ctx, { q, limit: 50, objects: [object] })
            expect([q, called, data.map((hit) => hit.id).sort()]).toEqual([q, called, expected])
            seen += expected.length
          }
        }
        // The same once more, as if every word were too common for the index.
        for (const ctx of people.slice(0, 2))
          for (const q of asked) {
            const object = ctx.object('customer')
            if (ctx.actor.access.of(object).grants.every(({ grant }) => !grant.read || grant.read === 'none')) continue
            const before = await ask(ctx, q)
            const values: unknown[] = []
            const node = readSearch(ctx.actor.access, object, q, values)
            const key = searchKey(w.schema, ctx.actor.id, 'customer', node, values)
            rememberCommon(key)
            expect(planOf(key, node)).toBe('walk')
            expect([q, await ask(ctx, q)]).toEqual([q, before])
            const { data } = await searchRecords(ctx, { q, limit: 50, objects: [object] })
            expect(data.map((hit) => hit.id).sort()).toEqual(before)
          }
      }),
      { numRuns: 25 },
    )
    // How much a random company holds varies widely; that something was found again and again does not.
    expect(seen).toBeGreaterThan(50)
  },
)
