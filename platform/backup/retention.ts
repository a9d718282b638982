/** How many backups to keep: the newest of each of so many days, weeks and months. */
export interface Retention {
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

const dayOf = (at: Date, zone: string) => at.toLocaleDateString('sv-SE', { timeZone: zone })

/** The Monday of the week. */
const weekOf = (day: string) => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

/**
 * Which of these backups may go. The newest of a day, week or month stands for it; the newest of all always stays, whatever
 * the numbers are.
 */
export const outlived = <Backup extends { readonly at: Date }>(
  backups: readonly Backup[],
  { daily, weekly, monthly }: Retention,
  zone: string,
): Backup[] => {
  const newestFirst = [...backups].sort((a, b) => b.at.getTime() - a.at.getTime())
  const kept = new Set(newestFirst.slice(0, 1))
  const keep = (most: number, period: (day: string) => string) => {
    const seen = new Set<string>()
    for (const backup of newestFirst) {
      const of = period(dayOf(backup.at, zone))
      if (seen.has(of)) continue
      if (seen.size >= most) return
      seen.add(of)
      kept.add(backup)
    }
  }
  keep(daily, (day) => day)
  keep(weekly, weekOf)
  keep(monthly, (day) => day.slice(0, 7))
  return newestFirst.filter((backup) => !kept.has(backup))
}
