/**
 * The colours of the product, light and dark. Own styles read them as CSS variables (`--text`), antd through `theme.ts`.
 * Every pair of text and ground that is used is held to WCAG AA by `tokens.contrast.test.ts`.
 */
export interface Tokens {
  readonly layout: string
  readonly container: string
  readonly elevated: string
  readonly side: string
  readonly sideText: string
  readonly sideSelected: string
  readonly sideSelectedText: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly placeholder: string
  readonly primary: string
  readonly primaryHover: string
  readonly onPrimary: string
  readonly link: string
  readonly focus: string
  readonly border: string
  readonly line: string
  readonly hover: string
  readonly selected: string
  readonly success: string
  readonly successGround: string
  readonly warning: string
  readonly warningGround: string
  readonly error: string
  readonly errorGround: string
  readonly info: string
  readonly infoGround: string
  readonly neutralGround: string
  readonly spine: string
  readonly shadow: string
}

export const light: Tokens = {
  layout: '#f5f6f4',
  container: '#ffffff',
  elevated: '#ffffff',
  side: '#eceeea',
  sideText: '#3d454e',
  sideSelected: '#dfe4f3',
  sideSelectedText: '#2c49a8',
  text: '#1b2026',
  text2: '#4a525c',
  text3: '#5f6772',
  placeholder: '#68707b',
  primary: '#3352b5',
  primaryHover: '#4a67bf',
  onPrimary: '#ffffff',
  link: '#2c49a8',
  focus: '#3352b5',
  border: '#858c96',
  line: '#e3e5e1',
  hover: '#f2f4f1',
  selected: '#eaeef9',
  success: '#26703f',
  successGround: '#e8f4ec',
  warning: '#8f5000',
  warningGround: '#fdf3e2',
  error: '#b92f29',
  errorGround: '#fdeceb',
  info: '#2c49a8',
  infoGround: '#eaeef9',
  neutralGround: '#eceeea',
  spine: '#d4532b',
  shadow: 'rgba(20, 24, 31, 0.14)',
}

export const dark: Tokens = {
  layout: '#121519',
  container: '#1b1f24',
  elevated: '#22272e',
  side: '#171b20',
  sideText: '#b7bec7',
  sideSelected: '#262f4f',
  sideSelectedText: '#b4c3fd',
  text: '#e9ecef',
  text2: '#b7bec7',
  text3: '#98a0ab',
  placeholder: '#8d95a0',
  primary: '#5570cf',
  primaryHover: '#4a64c2',
  onPrimary: '#ffffff',
  link: '#a3b6fb',
  focus: '#a3b6fb',
  border: '#6f7782',
  line: '#2c3138',
  hover: '#20252b',
  selected: '#222a44',
  success: '#6fcf9a',
  successGround: '#183226',
  warning: '#eab868',
  warningGround: '#38290f',
  error: '#f49a93',
  errorGround: '#3d1f1d',
  info: '#b4c3fd',
  infoGround: '#262f4f',
  neutralGround: '#2a3037',
  spine: '#f08b5f',
  shadow: 'rgba(0, 0, 0, 0.5)',
}

/** `sideText` → `--side-text`. */
export const cssVariable = (name: string): string => '--' + name.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase())
