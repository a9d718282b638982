import type { DestinationStream } from 'pino'

interface Entry {
  level: string
  time: string
  msg?: string
  err?: { stack?: string; message: string }
}

const colours: Record<string, number> = { warn: 33, error: 31, fatal: 31, debug: 90, trace: 90 }

/** Turns pino's JSON into lines for people: time, message, then what else there is. */
export const readable = (out: { write(text: string): unknown; isTTY?: boolean }): DestinationStream => ({
  write(line) {
    const { level, time, msg, err, ...rest } = JSON.parse(line) as Entry
    const clock = new Date(time).toLocaleTimeString('zh-CN', { hour12: false })
    const colour = out.isTTY && colours[level]
    const text = `${clock} ${colour ? `\x1b[${colour}m${level}\x1b[0m` : level} ${msg ?? ''}`
    const more = Object.entries(rest).map(
      ([name, value]) => ` ${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
    )
    out.write(`${text}${more.join('')}${err ? `\n${err.stack ?? err.message}` : ''}\n`)
  },
})
