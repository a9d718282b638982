/** Where the last line had got to: the next one goes on there, so nothing is missed in between. */
let cursor = ''

export const cursorNow = (): string => cursor

export const reach = (next: string): void => {
  cursor = next
}

/** The first line goes on from before the first screen was read. */
export const beginAt = (first: string): void => {
  cursor ||= first
}
