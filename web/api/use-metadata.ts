import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { currentLanguage, type Language, useLanguage } from '../i18n/language.ts'
import type { Metadata, ObjectMeta } from './metadata.ts'
import { request } from './request.ts'

/** Labels come in the caller's language, so each language is kept apart. */
export const metadataQuery = (language: Language = currentLanguage()) =>
  queryOptions({
    queryKey: ['meta', language],
    queryFn: ({ signal }) => request<Metadata>('/meta', { signal }),
    staleTime: 60_000,
  })

export const useMetadata = (): Metadata => useSuspenseQuery(metadataQuery(useLanguage())).data

/** An object by its name; undefined when the caller may not see it, or there is none. */
export const useObject = (name: string): ObjectMeta | undefined =>
  useMetadata().objects.find((object) => object.name === name)
