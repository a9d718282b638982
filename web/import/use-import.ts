import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeImport, getImport, type ImportChange, type ImportData, stepImport } from '../api/imports.ts'
import { queryClient, refreshObject } from '../api/query-client.ts'
import { currentLanguage, useLanguage } from '../i18n/language.ts'
import { failed } from '../ui/toast.tsx'

/** ms between two looks at an import that is at work. */
const pace = 700
const atWork = new Set<ImportData['status']>(['checking', 'running', 'cancelling', 'reverting'])

export const isAtWork = ({ status }: Pick<ImportData, 'status'>): boolean => atWork.has(status)

const key = (id: string, language = currentLanguage()) => ['import', id, language]

/** Takes an answer of the server for what is known. */
const take = (made: ImportData): void => void queryClient.setQueryData(key(made.id), made)

/** An import, looked at again and again while it is at work. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: key(id, useLanguage()),
    queryFn: async ({ signal }) => {
      const made = await getImport(id, signal)
      // Its records are new to every list.
      if (made.status === 'done' || made.status === 'reverted') void refreshObject(made.object)
      return made
    },
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? pace : false),
    staleTime: 0,
  })

export interface ImportWork {
  readonly busy: boolean
  /** True when the server took it; a refusal is said. */
  change(change: ImportChange): Promise<boolean>
  step(step: Parameters<typeof stepImport>[1]): Promise<boolean>
}

/** What can be done with an import, one thing at a time. */
export const useImportWork = (id: string): ImportWork => {
  const [busy, setBusy] = useState(false)
  const doing = async (work: () => Promise<ImportData>) => {
    setBusy(true)
    try {
      take(await work())
      return true
    } catch (refused) {
      failed(refused)
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    change: (change) => doing(() => changeImport(id, change)),
    step: (step) => doing(() => stepImport(id, step)),
  }
}
