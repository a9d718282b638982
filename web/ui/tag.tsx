import type { ReactNode } from 'react'

const tones: Readonly<Record<string, string>> = {
  green: 'success',
  success: 'success',
  orange: 'warning',
  yellow: 'warning',
  gold: 'warning',
  warning: 'warning',
  red: 'error',
  error: 'error',
  blue: 'info',
  purple: 'info',
  info: 'info',
}

/** A small label. Colours are those of the palette by name; any other is neutral, so that text can always be read. */
export const Tag = ({ color, children }: { color?: string | undefined; children: ReactNode }) => (
  <span className={`tag tag-${tones[color ?? ''] ?? 'neutral'}`}>{children}</span>
)

export const TagRow = ({ children }: { children: ReactNode }) => <span className="tag-row">{children}</span>
