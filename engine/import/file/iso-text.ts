const form = /^(\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?Z?)?$/

/** A moment as ISO 8601 writes it → '2026-03-31', '2026-03-31 09:05:00'; midnight and parts of a second are left out. */
export const isoText = (written: string): string => {
  const [, day, clock, seconds] = form.exec(written.trim()) ?? []
  if (!day) return written
  if (!clock) return day
  if (Number(seconds ?? 0) % 1 >= 0.5) return isoText(secondAfter(day, clock, seconds!))
  // What has no day of its own is written on the day before a spreadsheet begins to count.
  if (day === '1899-12-31' || day === '1899-12-30') return `${clock}:${(seconds ?? '00').slice(0, 2)}`
  const rest = seconds === undefined ? clock : `${clock}:${seconds.slice(0, 2)}`
  return /^00:00(:00)?$/.test(rest) ? day : `${day} ${rest}`
}

const secondAfter = (day: string, clock: string, seconds: string) =>
  new Date(Date.parse(`${day}T${clock}:00Z`) + Math.round(Number(seconds)) * 1000).toISOString().slice(0, 19)
