import { createReadStream } from 'node:fs'
import { analyse } from 'chardet'
import { brokenUtf8 } from './broken-utf8.ts'
import { readHead } from './detect-format.ts'
import { BadEncoding, MixedEncodings, NotText } from './errors.ts'
import { wideTextOf } from './wide-text.ts'

const marks: readonly [string, string][] = [
  ['fffe0000', 'UTF-32'],
  ['0000feff', 'UTF-32'],
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]

/**
 * The encoding of a text file. What is sound UTF-8 to the last byte is UTF-8; other text from China is GB18030, unless its
 * bytes speak clearly for something else, or it says another itself (`declared`) and is sound by that.
 */
export const detectEncoding = async (path: string, declared?: string): Promise<string> => {
  const head = await readHead(path, 65_536)
  const mark = marks.find(([bytes]) => head.subarray(0, 4).toString('hex').startsWith(bytes))?.[1]
  if (mark === 'UTF-32') throw BadEncoding({ encoding: 'UTF-32' })
  if (mark) return mark
  if (head.includes(0)) {
    const wide = wideTextOf(head)
    if (wide) return wide
    throw NotText({ line: head.subarray(0, head.indexOf(0)).filter((byte) => byte === 10).length + 1 })
  }
  if (await isSound(path, 'utf-8')) return 'utf-8'
  const line = await brokenUtf8(path)
  if (line !== null) throw MixedEncodings({ line })
  if (declared && (await isSound(path, declared))) return declared
  for (const encoding of guesses(await aroundHighBytes(path))) if (await isSound(path, encoding)) return encoding
  throw BadEncoding({ encoding: 'GB18030' })
}

/** Is the whole file sound text in this encoding. */
export const isSound = async (path: string, encoding: string): Promise<boolean> => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** The first stretch of the file that is not plain ASCII. */
const aroundHighBytes = async (path: string): Promise<Buffer> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 })) {
    const bytes = chunk as Buffer
    if (length === 0 && !bytes.some((byte) => byte > 127)) continue
    parts.push(bytes)
    if ((length += bytes.length) > 200_000) break
  }
  return Buffer.concat(parts)
}

// Short Chinese text fools the statistics, so GB18030 needs no vote and the others need a clear one.
const clear = 20

/** Candidates, the likeliest first. */
export const guesses = (sample: Buffer): string[] => {
  const votes = new Map(analyse(sample).map((m) => [aliases[m.name] ?? m.name.toLowerCase(), m.confidence]))
  const ours = Math.max(votes.get('gb18030') ?? 0, commonHanzi(sample))
  const western = isWestern(sample) ? ['windows-1252'] : []
  const others = ['big5', 'shift_jis', 'euc-kr', ...western]
    .map((name) => ({ name, vote: votes.get(name) ?? 0 }))
    .sort((a, b) => b.vote - a.vote)
  return [...others.filter((o) => o.vote > ours + clear).map((o) => o.name), 'gb18030', ...western]
}

const aliases: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  GB18030: 'gb18030',
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-KR': 'euc-kr',
}

/** How much of the text beyond ASCII is in the rows of GB2312 that hold the common characters and the punctuation, 0 to 100. */
const commonHanzi = (sample: Buffer): number => {
  let pairs = 0
  let common = 0
  for (let i = 0; i < sample.length - 1; i++) {
    const [lead, trail] = [sample[i]!, sample[i + 1]!]
    if (lead < 0x81) continue
    pairs++
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) common++
    i++
  }
  return pairs === 0 ? 0 : Math.round((common / pairs) * 100)
}

/** Letters with accents stand alone among plain ones; the bytes of all other writing come in pairs. */
const isWestern = (sample: Buffer): boolean => {
  let high = 0
  let alone = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < 128) continue
    high++
    if ((sample[i - 1] ?? 0) < 128 && (sample[i + 1] ?? 0) < 128) alone++
  }
  return alone > high * 0.6
}
