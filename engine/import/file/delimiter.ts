import { parse } from 'csv-parse/sync'
import { decode } from './decode.ts'

const candidates = [',', ';', '\t', '|'] as const

/** The delimiter that splits the file's first lines most evenly. */
export const detectDelimiter = async (path: string, encoding: string): Promise<string> => {
  let sample = ''
  for await (const text of decode(path, encoding)) if ((sample += text).length >= 65_536) break
  const scored = candidates.map((delimiter) => ({ delimiter, score: evenness(sample.slice(0, 65_536), delimiter) }))
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).delimiter
}

/** The share of lines with the most common number of columns, weighed by that number; 0 where nothing is split. */
const evenness = (sample: string, delimiter: string): number => {
  const records = read(sample, delimiter).filter((r) => r.some((cell) => cell.trim() !== ''))
  // The sample may end in the middle of a line.
  const widths = (records.length > 1 ? records.slice(0, -1) : records).map((r) => r.length)
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
