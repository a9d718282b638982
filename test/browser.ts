import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { browserProgram } from './browser-program.ts'
import { chineseFonts } from './chinese-fonts.ts'

/** A network that is closed answers Chromium's own traffic with errors; and root needs to go without its sandbox. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** A headless Chromium that can show Chinese, on any machine the tests run on. Close it when done. */
export const launchBrowser = async (options: LaunchOptions = {}): Promise<Browser> => {
  const { executablePath, libraries } = await browserProgram()
  const env: Record<string, string> = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: chineseFonts() }
  if (libraries) env.LD_LIBRARY_PATH = libraries
  return chromium.launch({ executablePath, env, ...options, args: [...quiet, ...(options.args ?? [])] })
}
