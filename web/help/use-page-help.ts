import { useMatches } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import type { Metadata } from '../api/metadata.ts'
import { metadataQuery } from '../api/use-metadata.ts'
import { fill } from '../i18n/messages.ts'
import { type Language, useLanguage } from '../i18n/language.ts'
import type { HelpText } from './topic.ts'

const load = {
  'zh-CN': () => import('./zh-CN.ts'),
  en: () => import('./en.ts'),
} as const
const loaded = new Map<Language, ReturnType<(typeof load)[Language]>>()
const textsIn = (language: Language) => {
  const known = loaded.get(language) ?? load[language]()
  loaded.set(language, known)
  return known
}

/** The help of the page that is open, filled with what the page is about. It waits for the texts of the language. */
export const usePageHelp = (): HelpText => {
  const { help } = use(textsIn(useLanguage()))
  const page = useMatches({ select: (matches) => matches.at(-1) })
  const params: { object?: string } = page?.params ?? {}
  const search: { layout?: string } = page?.search ?? {}
  const named = page?.staticData.help ?? 'start'
  const topic = named === 'list' && search.layout === 'board' ? 'board' : named
  // Before anybody has signed in there is nothing to name.
  const metadata = useQueryClient().getQueryData<Metadata>(metadataQuery().queryKey)
  const object = metadata?.objects.find(({ name }) => name === params.object)
  const { title, what, asks, chapter } = help[topic]
  const say = (text: string) => fill(text, object ? { object: object.label, objects: object.plural } : {})
  return { title: say(title), what: say(what), asks: asks.map(([q, a]) => [say(q), say(a)]), chapter }
}
