import { parse } from 'csv-parse/sync'
import { decode } from './decode.ts'

const candidates = [',', ';', '\t', '|'] as const

const fullWidthComma = '，'
const sampleLength = 65_536

/** The delimiter that splits the file's first lines most evenly. */
export const detectDelimiter = async (path: string, encoding: string): Promise<string> => {
  let sample = ''
  for await (const text of decode(path, encoding)) if ((sample += text).length >= sampleLength) break
  sample = sample.slice(0, sampleLength)
  if (isFullWidth(sample)) return fullWidthComma
  const scored = candidates.map((delimiter) => ({ delimiter, score: evenness(sample, delimiter) }))
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).delimiter
}

/**
 * Typed by hand with Chinese input. The same comma stands in sentences too, so it must split all lines alike, and the first of
 * them must hold no other delimiter.
 */
const isFullWidth = (sample: string): boolean => {
  const first = /\S.*/.exec(sample)?.[0] ?? ''
  if (!first.includes(fullWidthComma) || candidates.some((delimiter) => first.includes(delimiter))) return false
  const widths = widthsIn(sample, fullWidthComma)
  return widths.length > 1 && new Set(widths).size === 1
}

/** The numbers of columns of the lines that hold anything. */
const widthsIn = (sample: string, delimiter: string): number[] => {
  const records = read(sample, delimiter)
  // The sample may end in the middle of a line.
  const whole = sample.length === sampleLength && records.length > 1 ? records.slice(0, -1) : records
  return whole.filter((r) => r.some((cell) => cell.trim() !== '')).map((r) => r.length)
}

/** The share of lines with the most common number of columns, weighed by that number; 0 where nothing is split. */
const evenness = (sample: string, delimiter: string): number => {
  const widths = widthsIn(sample, delimiter)
  const counts = [...Map.groupBy(widths, (w) => w)].map(([width, same]) => ({
    width,
    share: same.length / widths.length,
  }))
  return Math.max(0, ...counts.filter((c) => c.width > 1).map((c) => c.share * (1 + Math.log(c.width))))
}

const read = (sample: string, delimiter: string): string[][] => {
  const records: string[][] = []
  try {
    parse(sample, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: 200,
      on_record: (record: string[]) => void records.push(record),
    })
  } catch {
    // What was read until then is enough to judge by.
  }
  return records
}
