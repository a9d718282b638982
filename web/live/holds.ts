/** A record that was changed. Without a version it is gone for the reader, without an id it is many at once. */
export interface News {
  readonly object: string
  readonly id?: string
  readonly version?: number
}

/** Who has a record open for editing. */
export interface Edited {
  readonly object: string
  readonly id: string
  /** The first few of them. */
  readonly by: readonly ({ readonly id: string; readonly name: string } | null)[]
  /** How many there are beside these. */
  readonly more?: number
}

/** One's own change comes back as news too: an answer of the server that already shows it need not be fetched again. */
export const holds = (data: unknown, news: News): boolean => {
  const { id, version } = news
  if (id === undefined || version === undefined || typeof data !== 'object' || data === null) return false
  if ('id' in data && data.id === id && 'version' in data && Number(data.version) >= version) return true
  return Object.values(data).some((part) => holds(part, news))
}
