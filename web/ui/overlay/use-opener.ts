import { type MouseEvent, useRef, useState } from 'react'

/**
 * Opens and closes a floating part by its button. The press of a click elsewhere than in the part has closed it before
 * the click comes: whether it was open is remembered when the button is pressed.
 */
export const useOpener = () => {
  const [open, setOpen] = useState(false)
  const openWhenPressed = useRef(false)
  return {
    open,
    close: () => setOpen(false),
    /** For whatever holds the button. */
    opener: {
      onPointerDown: () => {
        openWhenPressed.current = open
      },
      onClick: ({ detail }: MouseEvent) => {
        const pressed = detail > 0
        setOpen(pressed ? !openWhenPressed.current : !open)
      },
    },
  }
}
