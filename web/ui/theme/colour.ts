/** Hue 0–360, saturation and lightness 0–1. */
type Hsl = readonly [h: number, s: number, l: number]

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)

/** Relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it. */
export const luminance = (colour: string): number => {
  const channel = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** The colour, as light or as dark as that luminance: hue and saturation stay, `saturation` at most. */
export const withLuminance = (colour: string, wanted: number, saturation = 1): string => {
  const [h, s] = toHsl(colour)
  let [dark, light] = [0, 1]
  // Luminance grows with lightness: halving the range finds it to less than a step of a channel.
  for (let step = 0; step < 12; step++) {
    const middle = (dark + light) / 2
    if (luminance(fromHsl([h, Math.min(s, saturation), middle])) < wanted) dark = middle
    else light = middle
  }
  return fromHsl([h, Math.min(s, saturation), (dark + light) / 2])
}

const toHsl = (colour: string): Hsl => {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ]
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const [range, l] = [most - least, (most + least) / 2]
  if (range === 0) return [0, 0, l]
  const sector = most === r ? ((g - b) / range + 6) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4
  return [sector * 60, range / (1 - Math.abs(2 * l - 1)), l]
}

const fromHsl = ([h, s, l]: Hsl): string => {
  const channel = (n: number) => {
    const k = (n + h / 30) % 12
    const share = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
