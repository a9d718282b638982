import { use } from 'react'
import { useLanguage } from '../i18n/language.ts'

const load = () => import('../../CHANGELOG.md')
let read: ReturnType<typeof load> | undefined

/** What is new, as the changelog says it, in the language of the reader. */
export const ReleaseNotes = () => {
  const { default: html } = use((read ??= load()))
  return <div className="help-text" dangerouslySetInnerHTML={{ __html: html[useLanguage()] }} />
}
