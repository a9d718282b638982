import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { capturing } from './capture.ts'
import { salesEmail } from './company.ts'
import { compare, type Comparison, type Settings } from './compare.ts'
import { requestBytes } from './connection.ts'
import type { Operation, Source } from './load.ts'
import { startChild } from './processes.ts'
import type { Recipe } from './recipe.ts'
import type { Request, Work } from './work.ts'

export interface Result extends Comparison {
  readonly work: Work
  /** SQL statements per request, the most of any of its requests; begin and commit count. */
  readonly statements: number
}

/** A work with the bytes to send, to the app and to raw. */
export interface Ready {
  readonly work: Work
  readonly ours: Source
  readonly raw: Source
  readonly statements: number
  readonly recipes: Readonly<Record<string, Recipe>>
}

/** Puts each work's requests to an app in this process once, to learn its statements, and makes the bytes to send. */
export const prepare = (url: string, works: readonly Work[], email = salesEmail): Promise<Ready[]> =>
  capturing(url, email, async (capture, cookie) => {
    const ready: Ready[] = []
    for (const work of works) {
      const recipes: Record<string, Recipe> = {}
      const ours: Operation[] = []
      const raw: Operation[] = []
      let statements = 0
      for (const [v, variant] of work.variants.entries()) {
        const paths = variant.map((_, r) => `/${work.name}/${v}/${r}`)
        for (const [r, request] of variant.entries()) {
          const captured = await capture(request)
          recipes[paths[r]!] = captured.recipe
          statements = Math.max(statements, captured.statements)
        }
        ours.push(variant.map((request) => bytesOf(request, request.path, { cookie, ...request.headers })))
        raw.push(variant.map((request, r) => bytesOf(request, paths[r]!, {})))
      }
      ready.push({ work, ours: turns(ours), raw: turns(raw), statements, recipes })
    }
    return ready
  })

/** Measures the works one by one with the app and raw each in a process of its own. */
export const throughput = async (
  url: string,
  postgresPid: number,
  works: readonly Work[],
  settings: Settings,
  tell: (result: Result) => void,
  email = salesEmail,
): Promise<Result[]> => {
  const ready = await prepare(url, works, email)
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-bench-'))
  const file = path.join(folder, 'recipes.json')
  writeFileSync(file, JSON.stringify(Object.assign({}, ...ready.map((r) => r.recipes))))
  const [app, raw] = [await startChild('app.ts', [url]), await startChild('raw.ts', [url, file])]
  try {
    const results: Result[] = []
    for (const { work, statements, ...source } of ready) {
      const comparison = await compare(
        { ...app, source: source.ours },
        { ...raw, source: source.raw },
        postgresPid,
        settings,
      )
      results.push({ ...comparison, work, statements })
      tell(results.at(-1)!)
    }
    return results
  } finally {
    await Promise.all([app.stop(), raw.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

const bytesOf = ({ method, body }: Request, path: string, headers: Readonly<Record<string, string>>) =>
  requestBytes(method, path, headers, body && JSON.stringify(body))

/** Each connection goes through variants of its own, so that no two write one record at once. */
const turns =
  (variants: readonly Operation[]): Source =>
  (connection, turn) => {
    const share = Math.max(1, Math.floor(variants.length / 16))
    return variants[(connection * share + (turn % share)) % variants.length]!
  }
