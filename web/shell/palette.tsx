import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useSay } from '../i18n/language.ts'
import { useCommands } from './palette-commands.tsx'
import { useFound } from './use-found.tsx'
import './palette.css'

export interface Entry {
  readonly key: string
  readonly section: string
  readonly badge: ReactNode
  readonly title: string
  readonly note?: string | undefined
  /** The key that does the same, as this person has it. */
  readonly keys?: string | undefined
  run(): void
}

/** Records, things to do and places to go, by a few letters. What is dangerous asks first. */
export const Palette = ({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) => {
  const say = useSay()
  const [text, setText] = useState('')
  const [held, setHeld] = useState<string | null>(null)
  const listId = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const { entries: found, busy, missing } = useFound(text)
  const commands = useCommands(text, onKeys)
  const entries = [...found, ...commands]
  // The highlight is held to its entry, not to its place: records that come late must not move it under the hand.
  const at = entries.findIndex(({ key }) => key === held)
  const chosen = Math.max(0, at)
  const first = entries[0]?.key ?? null
  if (at < 0 && held !== first) setHeld(first)

  useLayoutEffect(() => ref.current?.showModal(), [])
  useEffect(() => {
    document.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, listId])

  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return
    onClose()
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setHeld(entries.at((chosen + step) % Math.max(1, entries.length))?.key ?? null)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[chosen])
    }
  }

  return (
    <dialog
      ref={ref}
      className="palette"
      aria-label={say('palette.label')}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <div className="palette-head">
        <input
          className="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${chosen}` : undefined}
          aria-label={say('top.search')}
          placeholder={say('top.search')}
          autoFocus
          value={text}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.target.value)
            setHeld(null)
          }}
        />
        <button type="button" className="icon-button" aria-label={say('common.close')} onClick={onClose}>
          ×
        </button>
      </div>
      <div className="palette-list" role="listbox" id={listId} aria-label={say('palette.label')}>
        {entries.map((entry, index) => (
          <div key={entry.key} role="presentation">
            {entry.section !== entries[index - 1]?.section ? <p className="palette-section">{entry.section}</p> : null}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className="palette-entry"
              onMouseMove={({ movementX, movementY }) => (movementX || movementY) && setHeld(entry.key)}
              onClick={() => run(entry)}
            >
              {entry.badge}
              <span className="palette-words">
                <span className="palette-title">{entry.title}</span>
                {entry.note ? <span className="palette-note muted">{entry.note}</span> : null}
              </span>
              {entry.keys ? <kbd>{entry.keys}</kbd> : null}
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 ? (
        <p className="palette-nothing" data-busy={busy || undefined}>
          {busy ? say('palette.searching') : say('palette.nothing', { text })}
        </p>
      ) : null}
      {missing.length > 0 ? (
        <p className="palette-hint" role="status">
          {say('palette.missing', { objects: missing.join(say('common.and')) })}
        </p>
      ) : null}
      <p className="palette-hint palette-keys">
        {busy && entries.length > 0 ? say('palette.searching') : say('palette.hint')}
      </p>
    </dialog>
  )
}
