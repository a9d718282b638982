/** +8613800138000;ext=12 → 138 0013 8000-12. Numbers of other countries keep their code. */
export const phoneText = (stored: string): string => {
  const [number = '', extension] = stored.split(';ext=')
  const home = number.replace(/^\+86/, '')
  const spaced = /^1\d{10}$/.test(home) ? home.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3') : home
  return extension ? `${spaced}-${extension}` : spaced
}
