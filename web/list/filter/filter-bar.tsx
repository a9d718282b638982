import { Button } from 'antd'
import { useRef } from 'react'
import { useSay } from '../../i18n/language.ts'
import { usePageCommands } from '../../shell/page-commands.ts'
import { ConditionChips } from './condition-chips.tsx'
import { type Part, readConditions, writeConditions } from './conditions.ts'
import type { List } from '../use-list.ts'

/** The filter of a list as chips, which are kept in its address. */
export const FilterBar = ({ list }: { list: List }) => {
  const say = useSay()
  const parts = readConditions(list.filter)
  const set = (next: readonly Part[]) => {
    const filter = writeConditions(next)
    // An empty filter must be said where the view has one; elsewhere the address stays short.
    const viewHas = list.chosen !== 'all'
    list.change({ filter: Object.keys(filter).length === 0 && !viewHas ? undefined : filter })
  }
  const add = useRef<HTMLButtonElement>(null)
  usePageCommands([
    { key: 'filter', label: say('list.addFilter'), run: () => add.current?.click() },
    ...(parts.length > 0 ? [{ key: 'filter clear', label: say('list.clearFilters'), run: () => set([]) }] : []),
  ])
  return (
    <ConditionChips
      object={list.object}
      parts={parts}
      add={{ label: say('list.addFilter'), button: { ref: add } }}
      onChange={(next) => set(next)}
    >
      {parts.length > 1 ? (
        <Button type="text" size="small" onClick={() => set([])}>
          {say('list.clearFilters')}
        </Button>
      ) : null}
    </ConditionChips>
  )
}
