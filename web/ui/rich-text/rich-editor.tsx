import { useEffect, useEffectEvent, useRef, useState } from 'react'
import Squire from 'squire-rte'
import type { InputProps } from '../../field-view.tsx'
import { useSay } from '../../i18n/language.ts'
import { cleanHtml } from './clean-html.ts'
import { RichToolbar } from './rich-toolbar.tsx'
import './rich-editor.css'

/** A text with formatting. What is pasted is cut down to what texts may have; the server does so once more. */
export const RichEditor = ({ field, value, onChange, id, describedBy, invalid, disabled, autoFocus }: InputProps) => {
  const say = useSay()
  const root = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Squire | null>(null)
  // Where the cursor stands, for the buttons to say what is on.
  const [, setPath] = useState('')
  const html = typeof value === 'string' ? value : ''
  const last = useRef(html)
  const tell = useEffectEvent((next: string) => {
    last.current = next
    onChange(isBlank(next) ? null : next)
  })
  const begin = useEffectEvent((made: Squire) => {
    made.setHTML(html)
    if (autoFocus) made.focus()
  })
  useEffect(() => {
    if (root.current === null) return
    const made = new Squire(root.current, {
      blockTag: 'P',
      sanitizeToDOMFragment: cleanHtml,
      // A link is made by whoever writes it; text that looks like one stays text.
      addLinks: false,
    })
    begin(made)
    made.addEventListener('input', () => tell(made.getHTML()))
    made.addEventListener('pathChange', () => setPath(made.getPath()))
    setEditor(made)
    return () => made.destroy()
  }, [])
  useEffect(() => {
    // Set from outside: a form that was begun anew.
    if (editor && html !== last.current && !(html === '' && isBlank(last.current))) {
      last.current = html
      editor.setHTML(html)
    }
  }, [editor, html])

  return (
    <div className="rich-editor" data-invalid={invalid || undefined} data-disabled={disabled || undefined}>
      <RichToolbar editor={disabled ? null : editor} />
      <div
        ref={root}
        id={id}
        className="rich-text"
        role="textbox"
        aria-multiline="true"
        aria-label={field.label || say('rich.text')}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        aria-required={field.required}
        contentEditable={!disabled}
        suppressContentEditableWarning
      />
    </div>
  )
}

const isBlank = (html: string): boolean => html.replace(/<[^>]*>|&nbsp;|\s/g, '') === ''
