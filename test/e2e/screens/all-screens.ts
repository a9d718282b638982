import type { Site } from '../site.ts'
import { accountScreens } from './account-screens.ts'
import type { Screen } from './screen.ts'
import { settingsScreens } from './settings-screens.ts'
import { transferScreens } from './transfer-screens.ts'
import { workScreens } from './work-screens.ts'

/** Every screen of the product, with something on it. Who works sees another company than who brings data in. */
export const allScreens = async (site: Site): Promise<Screen[]> => [
  ...(await workScreens(site)),
  ...(await settingsScreens(site)),
  ...(await accountScreens(site)),
  ...(await transferScreens(site)),
]
