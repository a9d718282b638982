import enUS from 'antd/lib/locale/en_US.js'
import zhCN from 'antd/lib/locale/zh_CN.js'
import type { Page } from 'playwright-core'
import { shownOn, textsIn } from '../pseudo-locale.ts'

const [english, chinese] = [new Set(textsIn(enUS)), new Set(textsIn(zhCN))]
const only = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
  new Set([...these].filter((text) => text.length > 1 && !those.has(text)))
const foreign = { 'zh-CN': only(english, chinese), 'en-US': only(chinese, english) }

/** What the controls of antd say in the language that was not asked for. */
export const foreignWords = async (page: Page, locale: 'zh-CN' | 'en-US'): Promise<string[]> =>
  (await shownOn(page))
    .filter(({ text }) => foreign[locale].has(text))
    .map(({ text }) => `in another language: ${text}`)
