import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { changeImport, getImport, type ImportChange, type ImportData, stepImport } from '../api/imports.ts'
import { queryClient, refreshObject } from '../api/query-client.ts'
import { currentLanguage, useLanguage } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'

/** ms between two looks at an import that is at work. */
const pace = 700
const atWork = new Set<ImportData['status']>(['checking', 'running', 'cancelling', 'reverting'])

export const isAtWork = ({ status }: Pick<ImportData, 'status'>): boolean => atWork.has(status)

const key = (id: string, language = currentLanguage()) => ['import', id, language]

/** Takes an answer of the server for what is known; a look that is still on its way may be older. */
const take = async (made: ImportData): Promise<void> => {
  await queryClient.cancelQueries({ queryKey: key(made.id) })
  queryClient.setQueryData(key(made.id), made)
}

/** An import, looked at again and again while it is at work. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: key(id, useLanguage()),
    queryFn: async ({ signal }) => {
      const made = await getImport(id, signal)
      // Its records are new to every list.
      if (made.status === 'done' || made.status === 'reverted')
        for (const object of [made.object, ...Object.keys(made.counts?.belongings ?? {})]) void refreshObject(object)
      return made
    },
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? pace : false),
    staleTime: 0,
  })

export interface ImportWork {
  /** A step is under way. What else is changed meanwhile is done before it, and stops nobody from asking for it. */
  readonly busy: boolean
  /** True when the server took it; a refusal is said. */
  change(change: ImportChange): Promise<boolean>
  step(step: Parameters<typeof stepImport>[1]): Promise<boolean>
}

/** What can be done with an import, one thing after the other. */
export const useImportWork = (id: string): ImportWork => {
  const [busy, setBusy] = useState(false)
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const done = async (work: () => Promise<ImportData>) => {
    try {
      await take(await work())
      return true
    } catch (refused) {
      failed(refused)
      return false
    }
  }
  const inTurn = (work: () => Promise<ImportData>): Promise<boolean> => {
    const mine = last.current.then(() => done(work))
    last.current = mine
    return mine
  }
  return {
    busy,
    change: (change) => inTurn(() => changeImport(id, change)),
    step: (step) => {
      setBusy(true)
      return inTurn(() => stepImport(id, step)).finally(() => setBusy(false))
    },
  }
}
