import enUS from 'antd/lib/locale/en_US.js'
import type { Page, Response } from 'playwright-core'
import { en } from '#web/i18n/en.ts'

/** A message as a wordier language would have it: about a third longer, between brackets, its words still there. */
const lengthen = (text: string) =>
  `«${text} ${'éàüñ'.repeat(1 + text.length / 12).slice(0, Math.ceil(text.length * 0.35))}»`
const pseudo = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, lengthen(text)]))

/** Every text in a value from JSON, or in messages of a library. */
export const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** The page speaks the pseudo-language in place of English. Answers all that the server has said by now: it is data. */
export const speakPseudo = async (page: Page): Promise<() => Promise<ReadonlySet<string>>> => {
  const data = new Set(textsIn(enUS))
  const heard: Promise<void>[] = []
  await page.route(/\/assets\/en-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export const en = ${JSON.stringify(pseudo)}` }),
  )
  const hear = async (answer: Response) => {
    const body: unknown = await answer.json().catch(() => null)
    for (const text of textsIn(body)) data.add(text)
  }
  page.on('response', (answer) => {
    if (answer.url().includes('/api/') && answer.headers()['content-type']?.includes('json')) heard.push(hear(answer))
  })
  return async () => {
    await Promise.all(heard.splice(0))
    return data
  }
}

/** What a screen shows: each text with the place it stands in, and whether anything of it is cut off. */
interface Shown {
  readonly text: string
  readonly place: string
  readonly cut: boolean
}

// Runs in the page. Keys and code are the same in every language.
const look = `(() => {
  const shown = []
  const place = (e) => e.tagName.toLowerCase() + (typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\\s+/).join('.') : '')
  const skipped = 'script, style, svg, kbd, code, noscript, [lang]:not(html)'
  const hidden = (e) => {
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true
    const box = e.getBoundingClientRect()
    return box.width <= 1 || box.height <= 1
  }
  /** Whether something that does not scroll cuts off the right end of a text. */
  const cutOff = (e, range) => {
    const right = range.getBoundingClientRect().right
    for (let at = e; at; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at)
      if (overflowX === 'visible') continue
      if (overflowX === 'auto' || overflowX === 'scroll') return false
      if (right > at.getBoundingClientRect().right + 1 && at !== document.body && at !== document.documentElement) return true
    }
    return right > innerWidth + 1
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement
    const text = node.textContent.trim()
    if (text === '' || e.closest(skipped) || hidden(e)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const control = e.closest('button, a, th, h1, h2, h3, label, legend, [role=tab], [role=menuitem], [role=option]')
    shown.push({ text, place: place(e), cut: control !== null && text.includes('«') && cutOff(e, range) })
  }
  for (const e of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    if (e.closest(skipped) || hidden(e)) continue
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      if (e.getAttribute(name)) shown.push({ text: e.getAttribute(name), place: place(e) + ' ' + name, cut: false })
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) shown.push({ text: '«»', place: 'the page scrolls sideways', cut: true })
  return shown
})()`
export const shownOn = (page: Page): Promise<Shown[]> => page.evaluate(look)

/** What is left of a text when all that came from messages is taken away, however they are put into each other. */
const outsideBrackets = (text: string): string => {
  let rest = text
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replaceAll(/«[^«»]*»/g, ' ')]
  return rest
}

/** How long ago and days of the week, as the browser itself says them; sums as English shortens them; languages and names in their own words; keys; formats. */
const sameInEvery =
  /\b(now|this minute|yesterday|\d+ (minute|hour|day)s? ago|in \d+ \w+|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|[¥$€][\d.,]+[KMB]|简体中文|知客|…[0-9a-f]{6}|\b(English|Ctrl|Enter|F1|HTTP \d+|UTF-8|CSV|XLSX|KB|MB)\b/g

/** Whether a text is in no language file: neither a message nor data. */
export const isHardCoded = (text: string, data: ReadonlySet<string>): boolean =>
  outsideBrackets(text)
    .replaceAll(sameInEvery, '')
    .split(/[\s·/:：,，、|()“”«»+*×]+/)
    .some((word) => /\p{L}/u.test(word) && ![...data].some((text) => text.includes(word)))
