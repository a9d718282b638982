/** JSON that PostgreSQL can keep: a file may hold NUL or half a character, and a text that was cut may end in one. */
export const storableJson = (document: unknown): string =>
  JSON.stringify(document, (_, value) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : (value as unknown),
  )
