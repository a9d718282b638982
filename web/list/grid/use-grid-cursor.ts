import { useState } from 'react'

export interface Spot {
  readonly row: number
  readonly col: number
}

export interface Block {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface GridCursor {
  /** The cell that keys act on. */
  readonly at: Spot
  /** The cells between where Shift was first held and `at`. */
  readonly block: Block
  readonly editing: boolean
  /** Moves within the grid; with `extend` the block grows instead of following. */
  move(rows: number, cols: number, extend?: boolean): void
  go(spot: Spot, extend?: boolean): void
  setEditing(editing: boolean): void
}

export const blockOf = (one: Spot, other: Spot): Block => ({
  top: Math.min(one.row, other.row),
  bottom: Math.max(one.row, other.row),
  left: Math.min(one.col, other.col),
  right: Math.max(one.col, other.col),
})

/** Where the keyboard is in a grid of so many rows and columns. */
export const useGridCursor = (rows: number, cols: number): GridCursor => {
  const [{ at, anchor, editing }, set] = useState({
    at: { row: 0, col: 0 },
    anchor: { row: 0, col: 0 },
    editing: false,
  })
  const clamp = ({ row, col }: Spot): Spot => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    col: Math.max(0, Math.min(cols - 1, col)),
  })
  const here = clamp(at)
  const go = (spot: Spot, extend = false) =>
    set((before) => {
      const next = clamp(spot)
      return { at: next, anchor: extend ? before.anchor : next, editing: false }
    })
  return {
    at: here,
    block: blockOf(here, clamp(anchor)),
    editing,
    go,
    move: (down, right, extend) => go({ row: here.row + down, col: here.col + right }, extend),
    setEditing: (next) => set((before) => ({ ...before, editing: next })),
  }
}
