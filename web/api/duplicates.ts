import { request } from './request.ts'

/** What is there already: the record where the caller may see it, otherwise only whose it is, or only that it is there. */
export interface Duplicate {
  readonly field: string
  readonly id?: string
  readonly title?: string
  /** Null for nobody's; missing where the company does not tell. */
  readonly owner?: string | null
  readonly department?: string | null
}

const below = (object: string, name: string) => `/records/${encodeURIComponent(object)}/${name}`

export const checkDuplicates = (
  object: string,
  values: object,
  signal?: AbortSignal,
): Promise<{ data: readonly Duplicate[] }> =>
  request(below(object, 'check-duplicates'), { method: 'POST', body: values, ...(signal ? { signal } : {}) })

/** Tells the owner of what is there already that this person would like to join; who that is, where the company tells. */
export const askToJoin = (object: string, field: string, value: string): Promise<{ owner?: string }> =>
  request(below(object, 'ask-to-join'), { method: 'POST', body: { field, value } })

/** Somebody with this name, phone, mail or code, and whose it is. */
export interface Whose extends Duplicate {
  readonly object: string
}

/** Over the whole company; with `everywhere` false only among what the caller sees, as the company wishes. */
export const askWhose = (text: string): Promise<{ data: readonly Whose[]; everywhere: boolean }> =>
  request('/whose', { method: 'POST', body: { text } })
