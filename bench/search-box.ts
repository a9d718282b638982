import { pinyin } from 'pinyin-pro'
import { capturing } from './capture.ts'
import { searcherEmail } from './company.ts'
import { requestBytes } from './connection.ts'
import { type Figure, short } from './figures.ts'
import { load, percentile, type Window } from './load.ts'
import { cpuOf, startChild } from './processes.ts'
import { part, type Sought } from './search.ts'

/** What people type into the box, in twenty searches: which of them is made of a customer how. */
const mix: readonly [kind: string, times: number, text: (sought: Sought, turn: number) => string][] = [
  // 苏州, 恒信精密, 精密机械: two to six characters from anywhere in the name but its legal form.
  ['name', 10, ({ name }, turn) => part(withoutForm(name), 2 + (turn % 5), turn)],
  ['person', 3, ({ person }) => person],
  // Of what tells it from others: hxjm for 恒信精密, hengxin for 恒信.
  ['initials', 2, ({ name }) => sounds(name.slice(2, 6), 'first')],
  ['pinyin', 1, ({ name }) => sounds(name.slice(2, 4), 'pinyin')],
  ['phone', 2, ({ phone }) => phone.slice(-4)],
  ['number', 2, ({ number }) => number],
]

const withoutForm = (name: string) => name.replace(/(股份|责任|集团)?有限(责任)?公司$/, '')

const sounds = (text: string, pattern: 'first' | 'pinyin') =>
  pinyin(text, { toneType: 'none', pattern, separator: '' }).replaceAll(' ', '')

const round = mix.flatMap(([kind, times, text]) => Array.from({ length: times }, () => ({ kind, text })))

/** Texts in that mix, none asked twice before all were. */
export const searchTexts = (sought: readonly Sought[]): { readonly kind: string; readonly q: string }[] =>
  sought.map((each, i) => {
    // Seven is prime to twenty: the kinds come in turn and not in runs.
    const { kind, text } = round[(i * 7) % round.length]!
    return { kind, q: text(each, i) }
  })

/** The search box over all objects, as a restricted salesperson: under load, and as one person alone sees it. */
export const searchBoxFigures = async (
  url: string,
  databasePid: number,
  sought: readonly Sought[],
  connections: number,
  seconds: number,
): Promise<Figure[]> => {
  const cookie = await capturing(url, searcherEmail, async (_, signedIn) => signedIn)
  const asked = searchTexts(sought).map(({ q }) => [
    requestBytes('GET', `/api/v1/search?${new URLSearchParams({ q })}`, { cookie }),
  ])
  const app = await startChild('app.ts', [url])
  try {
    let turn = 0
    const next = () => asked[turn++ % asked.length]!
    const run = async (name: string, zh: string, en: string, at: number): Promise<Figure> => {
      const before = [cpuOf(app.pid), cpuOf(databasePid)] as const
      const window = await load(app.port, next, at, seconds)
      const cost = (now: number, then: number) => short((now - then) / window.operations)
      return figureOf(name, zh, en, window, {
        'app CPU ms': cost(cpuOf(app.pid), before[0]),
        'PG CPU ms': cost(cpuOf(databasePid), before[1]),
      })
    }
    // What each connection of the app's prepares is prepared before; the texts that follow are new to it all the same.
    await load(app.port, next, connections, seconds)
    return [
      await run('search-all', '全局搜索 p95', 'p95 of the search box over all objects', connections),
      await run('search-one', '全局搜索 p95,一个人', 'p95 of the search box, one person alone', 1),
    ]
  } finally {
    await app.stop()
  }
}

const figureOf = (name: string, zh: string, en: string, window: Window, costs: Figure['details']): Figure => {
  const p95 = percentile(window.times, 0.95)
  return {
    name,
    zh,
    en,
    goal: '≤ 200 ms',
    value: `${short(p95)} ms`,
    met: p95 <= 200 && window.errors.length === 0,
    details: {
      'p50 ms': short(percentile(window.times, 0.5)),
      '/s': short(window.operations / window.seconds),
      ...costs,
    },
  }
}
