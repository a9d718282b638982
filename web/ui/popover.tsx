import { Popover as Floating } from 'antd'
import { type ReactElement, type ReactNode, useState } from 'react'

/** A small panel that hangs on its button. `children` gets `close`, for choices that settle the matter. */
export const Popover = ({
  button,
  label,
  children,
}: {
  button: ReactElement
  label: string
  children: (close: () => void) => ReactNode
}) => {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Floating
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <div role="dialog" aria-label={label} onKeyDown={(event) => event.key === 'Escape' && close()}>
          {children(close)}
        </div>
      }
    >
      {button}
    </Floating>
  )
}
