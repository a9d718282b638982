import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useRef } from 'react'
import { Floating } from './floating.tsx'
import { useOpener } from './use-opener.ts'

export interface MenuItem {
  readonly key: string
  readonly label: ReactNode
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  /** It is one of a choice, and chosen or not. */
  readonly checked?: boolean
  /** Stands above the first item that names it. */
  readonly group?: string
  run(): void
}

/** Things to do, hanging on a button. Arrow keys move, Enter does, Esc closes. */
export const Menu = ({
  button,
  label,
  items,
  end,
  head,
}: {
  button: ReactElement<{ 'aria-expanded'?: boolean; 'aria-haspopup'?: 'menu' }>
  label: string
  items: readonly MenuItem[]
  end?: boolean
  head?: ReactNode
}) => {
  const anchor = useRef<HTMLSpanElement>(null)
  const { open, close, opener } = useOpener()
  return (
    <>
      <span ref={anchor} className="anchor" {...opener}>
        {cloneElement(button, { 'aria-haspopup': 'menu', 'aria-expanded': open })}
      </span>
      {open ? (
        <Floating anchor={anchor} onClose={close} end={end} className="floating menu">
          {head}
          <div role="menu" aria-label={label} onKeyDown={moveFocus}>
            {items.map((item, at) => (
              <div key={item.key} role="presentation">
                {item.group && item.group !== items[at - 1]?.group ? <p className="menu-group">{item.group}</p> : null}
                {!item.group && items[at - 1]?.group ? <hr /> : null}
                <button
                  type="button"
                  role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                  aria-checked={item.checked}
                  disabled={item.disabled}
                  tabIndex={-1}
                  data-danger={item.danger || undefined}
                  onClick={() => {
                    close()
                    item.run()
                  }}
                >
                  {item.icon}
                  <span>{item.label}</span>
                  {item.checked ? <span aria-hidden="true">✓</span> : null}
                </button>
              </div>
            ))}
          </div>
        </Floating>
      ) : null}
    </>
  )
}

const moveFocus = (event: KeyboardEvent<HTMLElement>) => {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  event.stopPropagation()
  buttons.at(to % buttons.length)?.focus()
}
