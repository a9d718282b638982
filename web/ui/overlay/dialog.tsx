import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useSay } from '../../i18n/language.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly width?: number
  /** It cannot be waved away: there is something that must be answered. */
  readonly insistent?: boolean
  /** It comes in at the right edge, as high as the window. */
  readonly drawer?: boolean
}

/** The browser's modal dialog: it keeps the focus, closes with Esc and gives the focus back. */
export const Dialog = ({ title, onClose, children, footer, width = 520, insistent, drawer }: DialogProps) => {
  const say = useSay()
  const ref = useRef<HTMLDialogElement>(null)
  const outside = useRef(false)
  const titleId = useId()
  useEffect(() => {
    const before = document.activeElement
    ref.current?.showModal()
    // Not the × that comes first: what is to be filled in, or else what is to be pressed.
    const start = ref.current?.querySelector<HTMLElement>(
      '.dialog-body :is(input, textarea):not([hidden], :disabled), .dialog-foot .ant-btn-primary',
    )
    start?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={drawer ? 'dialog drawer' : 'dialog'}
      style={{ width }}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        // Esc closes the uppermost layer only: an open list of options first.
        if (!insistent && !ref.current?.querySelector('.ant-select-open')) onClose()
      }}
      onClose={(event) => {
        // After a second Esc the browser closes it without asking.
        if (event.target !== event.currentTarget) return
        if (insistent) event.currentTarget.showModal()
        else onClose()
      }}
      onPointerDown={(event) => {
        outside.current = event.target === ref.current
      }}
      onClick={(event) => {
        // Pressed and released outside: a selection that was dragged out of the dialog does not close it.
        if (outside.current && event.target === ref.current && !insistent) onClose()
      }}
    >
      <div className="dialog-box">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {insistent ? null : (
            <button type="button" className="icon-button" aria-label={say('common.close')} onClick={onClose}>
              ×
            </button>
          )}
        </header>
        <div className="dialog-body">{children}</div>
        {footer ? <footer className="dialog-foot">{footer}</footer> : null}
      </div>
    </dialog>
  )
}
