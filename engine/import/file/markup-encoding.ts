import { detectEncoding } from './encoding.ts'
import { encodings } from './encodings.ts'
import { BadEncoding } from './errors.ts'
import { readHead } from './detect-format.ts'

/** Writing of several bytes a character: where such a word is wrong, the bytes give it away. Others would take any file. */
const believable = new Set(['gb18030', 'big5', 'shift_jis', 'euc-kr'])

/** The encoding of HTML or XML: as the person says, else by its bytes, which count more than what the file says of itself. */
export const markupEncoding = async (path: string, chosen: string | undefined): Promise<string> => {
  const wanted = chosen?.toLowerCase()
  if (wanted === undefined) return detectEncoding(path, declared((await readHead(path, 65_536)).toString('latin1')))
  if (!(encodings as readonly string[]).includes(wanted)) throw BadEncoding({ encoding: chosen! })
  return wanted
}

/** <meta charset="gbk">, <meta http-equiv=… content="text/html; charset=gb2312">, <?xml … encoding="GBK"?>. */
const declared = (head: string): string | undefined => {
  const label = (/<meta\s[^>]*charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head))?.[1]
  const name = canonical(label)
  return name && believable.has(name) ? name : undefined
}

const canonical = (label: string | undefined): string | undefined => {
  try {
    const { encoding } = new TextDecoder(label)
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch {
    return undefined
  }
}
