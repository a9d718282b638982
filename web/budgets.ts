import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** What a browser must fetch before it can draw, gzipped and in KB (1,000 bytes). `beside` is what is there already. */
interface Budget {
  readonly name: string
  readonly entries: readonly string[]
  readonly beside: readonly string[]
  readonly limit: number
}

const shell = ['index.html']
const budgets: readonly Budget[] = [
  { name: 'shell', entries: shell, beside: [], limit: 230 },
  { name: 'list route', entries: ['list/list-page.tsx'], beside: shell, limit: 40 },
  { name: 'first screen', entries: [...shell, 'list/list-page.tsx'], beside: [], limit: 280 },
  { name: 'record route', entries: ['record/record-page.tsx'], beside: shell, limit: 60 },
  { name: 'board', entries: ['board/board.tsx'], beside: [...shell, 'list/list-page.tsx'], limit: 25 },
  { name: 'form route', entries: ['form/new-page.tsx'], beside: shell, limit: 125 },
  { name: 'import route', entries: ['import/import-page.tsx'], beside: shell, limit: 95 },
  { name: 'sign-in', entries: [...shell, 'auth/sign-in-page.tsx'], beside: [], limit: 240 },
]
/** CSS of everything together. */
const styleLimit = 40

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const folder = fileURLToPath(new URL('../dist/web/', import.meta.url))
const manifestFile = folder + '.vite/manifest.json'

/** The chunks that an entry needs before it runs; what it imports on demand is not among them. */
const closure = (manifest: Readonly<Record<string, Chunk>>, entries: readonly string[]): Set<string> => {
  const seen = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`The build has no ${key}: was the file renamed?`)
    if (seen.has(key)) return
    seen.add(key)
    chunk.imports?.forEach(visit)
  }
  entries.forEach(visit)
  return seen
}

const weights = new Map<string, number>()
const weight = (file: string): number => {
  const known = weights.get(file)
  if (known !== undefined) return known
  const size = gzipSync(readFileSync(folder + file), { level: 9 }).length / 1000
  weights.set(file, size)
  return size
}

const check = (): boolean => {
  if (!existsSync(manifestFile)) {
    console.error('No build to weigh. Run: vite build -c web/vite.config.ts')
    return false
  }
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>
  const say = (name: string, size: number, limit: number) => {
    const kept = size <= limit
    console.log(`${kept ? 'ok  ' : 'OVER'} ${name.padEnd(14)} ${size.toFixed(1).padStart(7)} KB of ${limit}`)
    return kept
  }
  const kept = budgets.map(({ name, entries, beside, limit }) => {
    const there = closure(manifest, beside)
    const files = [...closure(manifest, entries)]
      .filter((key) => !there.has(key))
      .map((key) => manifest[key]?.file ?? '')
    return say(
      name,
      files.reduce((sum, file) => sum + weight(file), 0),
      limit,
    )
  })
  const styles = new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))
  kept.push(
    say(
      'all styles',
      [...styles].reduce((sum, file) => sum + weight(file), 0),
      styleLimit,
    ),
  )
  return kept.every(Boolean)
}

process.exitCode = check() ? 0 : 1
