const units = ['B', 'KB', 'MB', 'GB']

/** `12.4 MB`, in steps of 1,024 as file managers count. */
export const fileSize = (bytes: number): string => {
  const step = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const size = bytes / 1024 ** step
  return `${size >= 100 || step === 0 ? Math.round(size) : size.toFixed(1)} ${units[step]}`
}
