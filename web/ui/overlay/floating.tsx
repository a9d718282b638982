import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'

/** px between a floating part and its anchor, and the edge of the window. */
const gap = 4
const margin = 8

/**
 * Something that hangs on its anchor, in the browser's top layer: nothing covers it, Esc and a click elsewhere close it,
 * and the focus goes back to where it was.
 */
export const Floating = ({
  anchor,
  onClose,
  end,
  className,
  children,
}: {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  /** Lines up with the right edge of the anchor. */
  end?: boolean | undefined
  className: string
  children: ReactNode
}) => {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const floating = ref.current
    if (floating === null || anchor.current === null) return
    floating.showPopover()
    const place = () => {
      if (anchor.current === null) return
      const at = anchor.current.getBoundingClientRect()
      const { offsetWidth: width, offsetHeight: height } = floating
      const left = end ? at.right - width : at.left
      const below = at.bottom + gap
      const fits = below + height <= innerHeight - margin || at.top < height
      const top = fits ? Math.min(below, Math.max(margin, innerHeight - height - margin)) : at.top - gap - height
      floating.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`
      floating.style.top = `${top}px`
    }
    place()
    const grown = new ResizeObserver(place)
    grown.observe(floating)
    // A menu has the keyboard at once: what was drawn before it was shown could not take it.
    floating.querySelector<HTMLElement>('[role^="menuitem"]:not(:disabled)')?.focus()
    const home = anchor.current
    return () => {
      grown.disconnect()
      // Whoever was in it is not left nowhere when it goes.
      if (floating.contains(document.activeElement)) home.querySelector<HTMLElement>('button, a, input')?.focus()
    }
  }, [anchor, end])
  return (
    <div
      ref={ref}
      popover="auto"
      className={className}
      onKeyDownCapture={(event) => {
        // Esc closes the uppermost layer only: the browser would close this one along with an open list of options.
        if (event.key === 'Escape' && ref.current?.querySelector('.ant-select-open')) event.preventDefault()
      }}
      onToggle={(event) => {
        if (event.target === event.currentTarget && event.newState === 'closed') onClose()
      }}
    >
      {children}
    </div>
  )
}
