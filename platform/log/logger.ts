import { pino, type DestinationStream, type Logger } from 'pino'
import { readable } from './readable.ts'
import { mask } from './mask.ts'

export type { Logger }

/** What is written, how and where to. */
export interface LogOptions {
  level?: string
  /** `text` for people at a terminal, `json` for everything else. */
  format?: 'json' | 'text'
  /** Where lines go; standard output by default. */
  to?: DestinationStream
}

/** Names of values that never reach a log, wherever they stand; case does not matter. */
const secretNames =
  /^(authorization|cookie|set-cookie|x-api-key|api_?key|(.*_?)(password|secret|token)|phone|mobile|e-?mail|address|id_?card)$/i

/** The logger of a process. Secrets and personal data are removed from what is logged, by name and by shape. */
export const createLogger = ({ level = 'info', format = 'json', to }: LogOptions = {}): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (entry) => clean(entry) as Record<string, unknown> },
      serializers: { err: (error: unknown) => error }, // cleaned above
      hooks: {
        logMethod(args, method) {
          // A lone error would lend its message to the line as it is.
          const all = args.length === 1 && (args[0] as unknown) instanceof Error ? [{ err: args[0] }, 'error'] : args
          method.apply(this, all.map((each) => (typeof each === 'string' ? mask(each) : each)) as typeof args)
        },
      },
    },
    to ?? (format === 'text' ? readable(process.stdout) : pino.destination({ sync: false })),
  )

/** Deep copies of what is logged, without secrets; deeper than any sensible entry it is cut off. */
const clean = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return mask(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > 6) return '[…]'
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1))
  if (value instanceof Error) return clean(pino.stdSerializers.err(value), depth + 1)
  const copy: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(value)) copy[name] = secretNames.test(name) ? '[…]' : clean(each, depth + 1)
  return copy
}
