import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Role } from '#test/server'
import { isHardCoded, shownOn, speakPseudo } from './pseudo-locale.ts'
import { allScreens } from './screens/all-screens.ts'
import type { Screen } from './screens/screen.ts'
import { visitor } from './screens/visit.ts'
import { openSite, phone, picture, type Site } from './site.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-pseudo-locale-'))
let site: Site
let screens: Screen[]
beforeAll(async () => {
  site = await openSite({ dataDir })
  // Help is pages of text, not messages: web/help/topics.test.ts holds that each is there in both languages.
  screens = (await allScreens(site)).filter(({ name }) => name !== 'help')
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Pictures worth looking at. */
const kept = ['list', 'record', 'form', 'settings-users']

const looks = [
  { look: '1440', options: {} },
  { look: '390', options: { viewport: phone, isMobile: true, hasTouch: true } },
] as const

type Said = Awaited<ReturnType<typeof speakPseudo>>

/** Goes through all screens; what is strange about them, and how many messages were seen. */
const lookThrough = async ({ look, options }: (typeof looks)[number]) => {
  const seats = new Map<Role | null, { page: Page; visit: ReturnType<typeof visitor>; said: Said }>()
  const strange = new Set<string>()
  let messages = 0
  for (const screen of screens) {
    if (screen.deskOnly && look === '390') continue
    let seat = seats.get(screen.as)
    if (seat === undefined) {
      const page = await site.open(screen.as ?? undefined, { ...options, locale: 'en-US' })
      seats.set(screen.as, (seat = { page, visit: visitor(page), said: await speakPseudo(page) }))
    }
    const { page, visit, said } = seat
    await visit(screen, async (state) => {
      if (state === 'there' && kept.includes(screen.name)) await picture(page, `pseudo-${screen.name}-${look}`)
      const shown = await shownOn(page)
      const data = await said()
      for (const { text, place, cut } of shown) {
        if (text.includes('«')) messages++
        if (cut) strange.add(`${look} ${screen.name}: cut off: ${text} (${place})`)
        if (isHardCoded(text, data)) strange.add(`${look} ${screen.name}: hard-coded: ${text} (${place})`)
      }
    }).catch((why: unknown) => strange.add(`${look} ${screen.name} was not reached: ${String(why)}`))
  }
  for (const { page } of seats.values()) await page.context().close()
  return { strange: [...strange], messages }
}

test('in a language a third longer no text is hard-coded, and none is cut off', async () => {
  const found = await Promise.all(looks.map(lookThrough))
  for (const { messages } of found) expect(messages).toBeGreaterThan(500)
  expect(found.flatMap(({ strange }) => strange)).toEqual([])
}, 600_000)

test('the test itself sees a text that is in no language file', () => {
  const data = new Set(['海川机电', 'A customer'])
  expect(isHardCoded('«Owned by «amy éà» éàüñ»', data)).toBe(false)
  expect(isHardCoded('海川机电 · 12', data)).toBe(false)
  expect(isHardCoded('Delete', data)).toBe(true)
  expect(isHardCoded('«Save éà» now or never', data)).toBe(true)
})
