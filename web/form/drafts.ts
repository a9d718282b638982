import type { Values } from './use-form.ts'

/** Unsaved text of a form survives leaving and reloading the page, in this tab until it is closed. */
const key = (name: string) => `zhike.draft.${name}`

export const readDraft = (name: string): Values | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key(name)) ?? 'null') as Values | null
  } catch {
    return null
  }
}
export const keepDraft = (name: string, values: Values): void =>
  sessionStorage.setItem(key(name), JSON.stringify(values))
export const dropDraft = (name: string): void => sessionStorage.removeItem(key(name))
