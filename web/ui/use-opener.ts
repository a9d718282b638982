import { useRef, useState } from 'react'

/** ms within which a click on the button is the one that has just closed what hangs on it. */
const sameClick = 250

/** Opens and closes a floating part by its button. */
export const useOpener = () => {
  const [open, setOpen] = useState(false)
  const closedAt = useRef(0)
  const close = () => {
    closedAt.current = performance.now()
    setOpen(false)
  }
  const toggle = () => {
    if (!open && performance.now() - closedAt.current > sameClick) setOpen(true)
    else if (open) close()
  }
  return { open, close, toggle }
}
