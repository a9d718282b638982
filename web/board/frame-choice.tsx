import { fieldOf } from '../api/metadata.ts'
import type { List } from '../list/use-list.ts'
import type { BoardData } from './use-board.ts'

/** Which pipeline the board shows, where there is more than one. */
export const FrameChoice = ({ list, board }: { list: List; board: BoardData }) => {
  const { object } = list
  const label = fieldOf(object, object.board?.within ?? '')?.label
  if (board.frames.length < 2) return null
  return (
    <div className="board-frames layout-switch" role="group" aria-label={label}>
      {board.frames.map(({ id, title }) => (
        <button key={id} type="button" aria-pressed={id === board.frame} onClick={() => list.change({ within: id })}>
          {title}
        </button>
      ))}
    </div>
  )
}
