import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Writes a fontconfig file under which every page is set in one Chinese font that npm brought: screenshots then look
 * the same on every machine. Returns its path, for FONTCONFIG_FILE.
 */
export const chineseFonts = (): string => {
  const cache = path.resolve('node_modules/.cache/zhike-browser')
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')
  const fonts = path.join(path.dirname(entry), '../fonts')
  const file = path.join(cache, 'fonts.conf')
  mkdirSync(cache, { recursive: true })
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${path.join(cache, 'fontconfig')}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong"><string>Noto Sans Hans</string></edit>
  </match>
</fontconfig>
`,
  )
  return file
}
