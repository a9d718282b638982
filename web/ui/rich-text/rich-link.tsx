import { LinkOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import type Squire from 'squire-rte'
import { useSay } from '../../i18n/language.ts'
import { safeLink } from './allowed-html.ts'
import { Popover } from '../overlay/popover.tsx'

/** Links the chosen words to an address; an empty one takes the link away. */
export const RichLink = ({ editor }: { editor: Squire | null }) => {
  const say = useSay()
  const on = editor?.hasFormat('A') === true
  return (
    <Popover
      label={say('rich.link')}
      button={
        <button
          type="button"
          tabIndex={-1}
          disabled={editor === null}
          title={say('rich.link')}
          aria-label={say('rich.link')}
          aria-pressed={on}
        >
          <LinkOutlined />
        </button>
      }
    >
      {(close) => <LinkForm editor={editor} onDone={close} />}
    </Popover>
  )
}

const LinkForm = ({ editor, onDone }: { editor: Squire | null; onDone: () => void }) => {
  const say = useSay()
  const [address, setAddress] = useState('')
  const link = () => {
    const typed = address.trim()
    const href = typed === '' || safeLink.test(typed) ? typed : `https://${typed}`
    if (href === '') editor?.removeLink()
    else editor?.makeLink(href)
    onDone()
    editor?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    // The form around it is not to be sent.
    event.preventDefault()
    event.stopPropagation()
    link()
  }
  return (
    <div className="rich-link">
      <Input
        autoFocus
        aria-label={say('rich.address')}
        placeholder="https://"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        onKeyDown={press}
      />
      <Button type="primary" onClick={link}>
        {say(address.trim() === '' ? 'rich.unlink' : 'rich.link')}
      </Button>
    </div>
  )
}
