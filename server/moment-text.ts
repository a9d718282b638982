const two = (n: number) => String(Math.abs(n)).padStart(2, '0')

/**
 * A moment as the clock of this machine shows it, with its zone: `2026-11-22T21:01:05+08:00`. It can be given to a command as it
 * stands. Whole seconds: the one before, or with `up` the one after.
 */
export const momentText = (moment: Date | string, up = false): string => {
  const at = new Date(moment)
  if (up && at.getMilliseconds() > 0) at.setSeconds(at.getSeconds() + 1)
  const ahead = -at.getTimezoneOffset()
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return `${day}T${time}${ahead < 0 ? '-' : '+'}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`
}
