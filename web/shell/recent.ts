export interface Recent {
  readonly object: string
  readonly id: string
  readonly title: string
}

const remembered = 'zhike.recent'
const longest = 8

/** Records looked at last in this tab: the palette has them before the server answers. */
export const recentRecords = (): readonly Recent[] => {
  try {
    return JSON.parse(sessionStorage.getItem(remembered) ?? '[]') as Recent[]
  } catch {
    return []
  }
}

export const remember = (seen: Recent): void => {
  const others = recentRecords().filter(({ id }) => id !== seen.id)
  sessionStorage.setItem(remembered, JSON.stringify([seen, ...others].slice(0, longest)))
}
