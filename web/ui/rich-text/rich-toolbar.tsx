import {
  BoldOutlined,
  ClearOutlined,
  ItalicOutlined,
  OrderedListOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { KeyboardEvent, ReactNode } from 'react'
import type Squire from 'squire-rte'
import type { Key } from '../../i18n/zh-CN.ts'
import { useSay } from '../../i18n/language.ts'
import { RichLink } from './rich-link.tsx'
import { isHeading, toggleHeading } from './rich-heading.ts'

interface Tool {
  readonly name: Key & `rich.${string}`
  readonly icon: ReactNode
  /** Without it, it is a deed and not a state. */
  isOn?(editor: Squire): boolean
  toggle(editor: Squire, on: boolean): unknown
}

/** On or off by the tag that the text is in. */
const inline = (name: Tool['name'], icon: ReactNode, tag: string, add: string, remove: string): Tool => ({
  name,
  icon,
  isOn: (editor) => editor.hasFormat(tag),
  toggle: (editor, on) => (editor as unknown as Record<string, () => unknown>)[on ? remove : add]?.(),
})

const inside = (editor: Squire, tag: string): boolean => new RegExp(`(^|>)${tag}([.#[>]|$)`).test(editor.getPath())

const tools: readonly Tool[] = [
  inline('rich.bold', <BoldOutlined />, 'B', 'bold', 'removeBold'),
  inline('rich.italic', <ItalicOutlined />, 'I', 'italic', 'removeItalic'),
  inline('rich.underline', <UnderlineOutlined />, 'U', 'underline', 'removeUnderline'),
  inline('rich.strike', <StrikethroughOutlined />, 'S', 'strikethrough', 'removeStrikethrough'),
  { name: 'rich.heading', icon: 'H', isOn: isHeading, toggle: toggleHeading },
  {
    name: 'rich.bullets',
    icon: <UnorderedListOutlined />,
    isOn: (editor) => inside(editor, 'UL'),
    toggle: (editor, on) => (on ? editor.removeList() : editor.makeUnorderedList()),
  },
  {
    name: 'rich.numbers',
    icon: <OrderedListOutlined />,
    isOn: (editor) => inside(editor, 'OL'),
    toggle: (editor, on) => (on ? editor.removeList() : editor.makeOrderedList()),
  },
  {
    name: 'rich.quote',
    icon: '”',
    isOn: (editor) => inside(editor, 'BLOCKQUOTE'),
    toggle: (editor, on) => (on ? editor.decreaseQuoteLevel() : editor.increaseQuoteLevel()),
  },
  { name: 'rich.clear', icon: <ClearOutlined />, toggle: (editor) => editor.removeAllFormatting() },
]

/** One stop for Tab; the arrow keys go along it. */
export const RichToolbar = ({ editor }: { editor: Squire | null }) => {
  const say = useSay()
  return (
    <div className="rich-toolbar" role="toolbar" aria-label={say('rich.toolbar')} onKeyDown={goAlong}>
      {tools.map(({ name, icon, isOn, toggle }, at) => {
        const on = editor !== null && isOn?.(editor) === true
        return (
          <button
            key={name}
            type="button"
            tabIndex={at === 0 ? 0 : -1}
            disabled={editor === null}
            title={say(name)}
            aria-label={say(name)}
            aria-pressed={isOn ? on : undefined}
            // The text keeps its selection.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              if (editor === null) return
              toggle(editor, on)
              editor.focus()
            }}
          >
            {icon}
          </button>
        )
      })}
      <RichLink editor={editor} />
    </div>
  )
}

const goAlong = (event: KeyboardEvent<HTMLElement>) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined || event.target instanceof HTMLInputElement) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const next = buttons.at((buttons.indexOf(event.target as HTMLElement) + step) % buttons.length)
  event.preventDefault()
  next?.focus()
}
