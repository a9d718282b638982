import { median, load, percentile, type Source, type Window } from './load.ts'
import { cpuOf } from './processes.ts'

/** A server under measurement. */
export interface Side {
  readonly port: number
  readonly pid: number
  readonly source: Source
}

/** What one side did in one window. */
interface Measured extends Window {
  /** Processor time of the server and of PostgreSQL, milliseconds per operation. */
  readonly appMs: number
  readonly databaseMs: number
}

export interface Summary {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly appMs: number
  readonly databaseMs: number
  readonly errors: readonly string[]
}

export interface Comparison {
  readonly ours: Summary
  readonly raw: Summary
  /** The median over the pairs of neighbouring windows: drift of the machine cancels. */
  readonly ratio: number
}

export interface Settings {
  readonly connections: number
  readonly seconds: number
  readonly windows: number
}

/** Loads both in turn, A B A B …, after a warm-up of each. */
export const compare = async (ours: Side, raw: Side, postgresPid: number, settings: Settings): Promise<Comparison> => {
  const { connections, seconds, windows } = settings
  for (const side of [ours, raw]) await load(side.port, side.source, connections, Math.min(2, seconds))
  const pairs: [Measured, Measured][] = []
  for (let i = 0; i < windows; i++)
    pairs.push([await measure(ours, postgresPid, settings), await measure(raw, postgresPid, settings)])
  return {
    ours: summary(pairs.map(([a]) => a)),
    raw: summary(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => rate(a) / rate(b))),
  }
}

const rate = (window: Window) => window.operations / window.seconds

const measure = async (side: Side, postgresPid: number, { connections, seconds }: Settings): Promise<Measured> => {
  const before = [cpuOf(side.pid), cpuOf(postgresPid)]
  const window = await load(side.port, side.source, connections, seconds)
  return {
    ...window,
    appMs: (cpuOf(side.pid) - before[0]!) / window.operations,
    databaseMs: (cpuOf(postgresPid) - before[1]!) / window.operations,
  }
}

const summary = (windows: readonly Measured[]): Summary => ({
  perSecond: median(windows.map(rate)),
  p50: median(windows.map((w) => percentile(w.times, 0.5))),
  p95: median(windows.map((w) => percentile(w.times, 0.95))),
  appMs: median(windows.map((w) => w.appMs)),
  databaseMs: median(windows.map((w) => w.databaseMs)),
  errors: windows.flatMap((w) => w.errors.map((e) => `${e.status} ${e.body.slice(0, 200)}`)),
})
