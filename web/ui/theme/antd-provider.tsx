import { ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import zhCN from 'antd/es/locale/zh_CN'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useLanguage } from '../../i18n/language.ts'
import { useAppearance, useMotion, useScheme } from './appearance.ts'
import { tokensOf } from './brand.ts'
import { antdTheme } from './theme.ts'
import { useMedia } from '../use-media.ts'

/** Popups open inside the dialog or panel that their control is in: those lie above everything else. */
const popupHome = (trigger?: HTMLElement) => trigger?.closest<HTMLElement>('dialog, [popover]') ?? document.body

/** antd in our colours, density and language. */
export const AntdProvider = ({ children }: { children: ReactNode }) => {
  const scheme = useScheme()
  const motion = useMotion()
  const { density, brand } = useAppearance()
  const coarse = useMedia('(pointer: coarse)')
  const language = useLanguage()
  const [english, setEnglish] = useState<Locale>()
  useEffect(() => {
    if (language === 'en') void import('antd/es/locale/en_US').then((module) => setEnglish(module.default))
  }, [language])
  const theme = useMemo(
    () => antdTheme(tokensOf(scheme, brand), coarse ? 'touch' : density, motion),
    [scheme, brand, coarse, density, motion],
  )
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' && english ? english : zhCN}
      getPopupContainer={popupHome}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}
