import type { KeyboardEvent } from 'react'
import { combinationOf } from '../../shell/keys/combination.ts'
import type { Keys } from '../../shell/keys/key-actions.ts'
import type { GridCursor } from './use-grid-cursor.ts'

interface GridActions {
  readonly cursor: GridCursor
  /** As this person has them. */
  readonly keys: Keys
  readonly pageRows: number
  /** Enter on this cell opens the record; on others it edits. */
  readonly opens: boolean
  open(): void
  editCell(): void
  peek(): void
  select(): void
  selectAll(): void
  undo(): void
  escape(): void
}

/** What each person chooses the key for; the others are as in every grid. */
const chosen = ['select', 'selectAll', 'peek', 'editCell', 'undo'] as const

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The grid's keyboard. While a cell is edited its input has the keys. */
export const gridKeys = (grid: GridActions) => (event: KeyboardEvent) => {
  const { cursor } = grid
  if (cursor.editing || event.nativeEvent.isComposing || event.target !== event.currentTarget) return
  const run = commandOf(event, grid)
  if (run === undefined) return
  event.preventDefault()
  run()
}

const commandOf = (event: KeyboardEvent, grid: GridActions): (() => void) | undefined => {
  const { cursor, keys } = grid
  const combination = combinationOf(event)
  const own = combination && chosen.find((name) => keys[name] === combination)
  if (own) return grid[own]
  const control = event.ctrlKey || event.metaKey
  const step = arrows[event.key]
  if (step) {
    const [down, right] = step
    const far = control ? 1_000_000 : 1
    return () => cursor.move(down * far, right * far, event.shiftKey)
  }
  switch (control ? `Ctrl+${event.key.toLowerCase()}` : event.key) {
    case 'Enter':
      return event.shiftKey ? undefined : grid.opens ? grid.open : grid.editCell
    case 'Escape':
      return grid.escape
    case 'Home':
      return () => cursor.go({ row: cursor.at.row, col: 0 }, event.shiftKey)
    case 'End':
      return () => cursor.move(0, 1_000, event.shiftKey)
    case 'PageDown':
      return () => cursor.move(grid.pageRows, 0, event.shiftKey)
    case 'PageUp':
      return () => cursor.move(-grid.pageRows, 0, event.shiftKey)
    case 'Ctrl+home':
      return () => cursor.go({ row: 0, col: 0 })
    default:
      return undefined
  }
}
