/** How numbers of mainland China are read: mobiles, service numbers, landlines with the 0 one dials at home. */
const ways: readonly (readonly [RegExp, string])[] = [
  [/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3'],
  [/^([48]00)(\d{3})(\d{4})$/, '$1-$2-$3'],
  [/^(10|2\d|[3-9]\d{2})(\d{7,8})$/, '0$1-$2'],
]

/** +8613800138000;ext=12 → 138 0013 8000 转12, +862160861234 → 021-60861234. Numbers of other countries keep their code. */
export const phoneText = (stored: string): string => {
  const [number = '', extension] = stored.split(';ext=')
  const home = number.replace(/^\+86/, '')
  const way = ways.find(([shape]) => shape.test(home))
  const spaced = way ? home.replace(...way) : home
  return extension ? `${spaced} 转${extension}` : spaced
}
