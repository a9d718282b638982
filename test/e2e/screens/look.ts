import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '#test/server'
import { phone, type Site } from '../site.ts'
import { foreignWords } from './antd-words.ts'
import { faults } from './faults.ts'
import { faultsOfFit } from './fit.ts'
import type { Screen } from './screen.ts'
import { visitor } from './visit.ts'

/** The window somebody looks at the screens through. */
export interface Look {
  readonly name: string
  readonly options: BrowserContextOptions
  /** Other widths of it that the same page has to stand. */
  readonly widths: readonly (readonly [width: number, height: number])[]
  /** px that a target needs either way. */
  readonly target: number
}

/** A desk; as wide as screens come; and the same desk at 200 %. */
export const desk: Look = {
  name: '1440',
  options: { viewport: { width: 1440, height: 900 } },
  widths: [
    [3840, 2160],
    [720, 450],
  ],
  target: 24,
}
/** A phone, and the narrowest one there is. */
export const hand: Look = {
  name: '390',
  options: { viewport: phone, isMobile: true, hasTouch: true },
  widths: [[360, 740]],
  target: 44,
}

/** Goes through screens: what is wrong with any of them, in any state, by day and by night. */
export const lookAt = async (
  site: Site,
  screens: readonly Screen[],
  look: Look,
  locale: 'zh-CN' | 'en-US',
): Promise<string[]> => {
  const seats = new Map<Role | null, { page: Page; visit: ReturnType<typeof visitor> }>()
  const found: string[] = []
  for (const screen of screens) {
    if (screen.deskOnly && look === hand) continue
    let seat = seats.get(screen.as)
    if (seat === undefined) {
      const page = await site.open(screen.as ?? undefined, { ...look.options, locale })
      seats.set(screen.as, (seat = { page, visit: visitor(page) }))
    }
    const { page, visit } = seat
    await visit(screen, async (state) => {
      const name = `${screen.name}${state === 'there' ? '' : `-${state}`}-${look.name}`
      found.push(...(await faults(page, name, state === 'there')))
      if (state !== 'there') return
      for (const fault of await foreignWords(page, locale)) found.push(`${name}: ${fault}`)
      const fits = async (where = '') => {
        for (const fault of await faultsOfFit(page, look.target)) found.push(`${name}${where}: ${fault}`)
      }
      await fits()
      if (screen.act) return
      for (const [width, height] of look.widths) {
        await page.setViewportSize({ width, height })
        await fits(` at ${width}`)
      }
      if (look.options.viewport) await page.setViewportSize(look.options.viewport)
    }).catch((why: unknown) => found.push(`${screen.name}-${look.name} was not reached: ${String(why)}`))
  }
  for (const { page } of seats.values()) await page.context().close()
  return found
}
