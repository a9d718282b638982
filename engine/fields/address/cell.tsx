import { defineCell } from '#web/field-view.tsx'

interface Address {
  readonly region?: string | null
  readonly regionName?: string
  readonly detail?: string | null
}

/** Region and detail as they are written on an envelope. */
const written = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value)
  const { regionName, detail } = value as Address
  return [regionName, detail].filter(Boolean).join(' ')
}

export const cell = defineCell({ text: written, width: 240 })
