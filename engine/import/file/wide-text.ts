const usual =
  /[\t\n\r\x20-\x7e\u00a0-\u02ff\u0400-\u04ff\u2000-\u206f\u3000-\u30ff\uff00-\uffef\p{Script=Han}\p{Script=Hangul}]/gu
const separators = /[\n\r,;\t|]/g

/**
 * UTF-16 without a byte order mark: read the right way round it is letters and Chinese characters with delimiters among
 * them, the wrong way round it is rubbish. Null where it is neither.
 */
export const wideTextOf = (head: Buffer): 'utf-16le' | 'utf-16be' | null =>
  (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    const text = new TextDecoder(encoding).decode(head.subarray(0, head.length & ~1))
    const length = [...text].length
    const parts = text.match(separators)?.length ?? 0
    return (text.match(usual)?.length ?? 0) >= length * 0.95 && parts >= Math.max(2, length / 200)
  }) ?? null
