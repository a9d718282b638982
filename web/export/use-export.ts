import { useQuery } from '@tanstack/react-query'
import { getExport } from '../api/exports.ts'
import { useLanguage } from '../i18n/language.ts'

/** ms between two looks at an export that is under way. */
const pace = 700

/** An export, looked at again and again until its file is there. */
export const useExport = (id: string | undefined) =>
  useQuery({
    queryKey: ['export', id, useLanguage()],
    queryFn: ({ signal }) => getExport(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? pace : false),
    staleTime: 0,
  })
