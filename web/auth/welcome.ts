import type { Me } from '../api/session.ts'
import { setZone } from '../i18n/format-date.ts'
import { currentLanguage, setLanguage } from '../i18n/language.ts'
import { setAppearance, setBrandColour } from '../ui/theme/appearance.ts'

let welcomed: string | null = null

/** Once for each sign-in: the person's language, colours and density, and the workspace's zone. */
export const welcome = async (me: Me): Promise<void> => {
  if (welcomed === me.user.id) return
  welcomed = me.user.id
  setZone(me.workspace.zone)
  setBrandColour(me.workspace.brand.color)
  const { language, theme, density } = me.preferences
  setAppearance({ ...(theme ? { theme } : {}), ...(density ? { density } : {}) })
  if (language && language !== currentLanguage()) await setLanguage(language)
}
