import { cloneElement, type ReactElement, type ReactNode, useRef } from 'react'
import { Floating } from './floating.tsx'
import { useOpener } from './use-opener.ts'

/** A small panel that hangs on its button. `children` gets `close`, for choices that settle the matter. */
export const Popover = ({
  button,
  label,
  end,
  children,
}: {
  button: ReactElement<{ 'aria-expanded'?: boolean; 'aria-haspopup'?: 'dialog' }>
  label: string
  /** Lines up with the right edge of the button. */
  end?: boolean
  children: (close: () => void) => ReactNode
}) => {
  const anchor = useRef<HTMLSpanElement>(null)
  const { open, close, opener } = useOpener()
  return (
    <>
      <span ref={anchor} className="anchor" {...opener}>
        {cloneElement(button, { 'aria-haspopup': 'dialog', 'aria-expanded': open })}
      </span>
      {open ? (
        <Floating anchor={anchor} onClose={close} end={end} className="floating popover">
          <div role="dialog" aria-label={label}>
            {children(close)}
          </div>
        </Floating>
      ) : null}
    </>
  )
}
