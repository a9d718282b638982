import { useQuery } from '@tanstack/react-query'
import { type BulkChange, getBulkChange } from '../../api/bulk-changes.ts'
import { useLanguage } from '../../i18n/language.ts'

/** ms between two looks at a bulk change that is under way. */
const pace = 700

/** A bulk change, looked at again and again until it is over. */
export const useBulkChange = (id: string | undefined, made?: BulkChange) =>
  useQuery({
    queryKey: ['bulk change', id, useLanguage()],
    queryFn: ({ signal }) => getBulkChange(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? pace : false),
    ...(made ? { initialData: made } : {}),
    staleTime: 0,
  })
