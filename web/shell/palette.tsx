import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { suggest } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { useCommands } from './palette-commands.tsx'
import { byEveryday } from './use-navigation.ts'
import { recentRecords } from './recent.ts'
import './palette.css'

export interface Entry {
  readonly key: string
  readonly section: string
  readonly badge: ReactNode
  readonly title: string
  readonly note?: string | undefined
  run(): void
}

/** Objects that are searched, at most: each is a call, and the server answers in parallel. */
const searched = 5

/** Records, things to do and places to go, by a few letters. Nothing dangerous runs from here. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const { entries: found, busy } = useFound(text)
  const commands = useCommands(text)
  const entries = [...found, ...commands]
  const chosen = Math.min(at, entries.length - 1)

  useEffect(() => ref.current?.showModal(), [])
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
      setAt((chosen + step + entries.length) % Math.max(1, entries.length))
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
          setAt(0)
        }}
      />
      <div className="palette-list" role="listbox" id={listId} aria-label={say('palette.label')}>
        {entries.map((entry, index) => (
          <div key={entry.key} role="presentation">
            {entry.section !== entries[index - 1]?.section ? <p className="palette-section">{entry.section}</p> : null}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className="palette-entry"
              onMouseMove={() => setAt(index)}
              onClick={() => run(entry)}
            >
              {entry.badge}
              <span className="palette-title">{entry.title}</span>
              {entry.note ? <span className="muted">{entry.note}</span> : null}
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && !busy ? <p className="palette-nothing">{say('palette.nothing', { text })}</p> : null}
      <p className="palette-hint">{busy ? say('palette.searching') : say('palette.hint')}</p>
    </dialog>
  )
}

/** Records by the server's search, or those seen last while nothing is typed. */
const useFound = (text: string): { entries: Entry[]; busy: boolean } => {
  const say = useSay()
  const navigate = useNavigate()
  const { objects } = useMetadata()
  const q = useDelayed(text.trim(), 120)
  const targets = objects
    .filter((object) => object.inNavigation)
    .toSorted(byEveryday)
    .slice(0, searched)
  const answers = useQueries({
    queries: targets.map((object) => ({
      queryKey: recordsKey(object.name, 'suggest', q),
      queryFn: ({ signal }: { signal: AbortSignal }) => suggest(object.name, q, signal, 5),
      enabled: q !== '',
    })),
  })
  const entry = (object: ObjectMeta, id: string, title: string, note: string | undefined, section: string): Entry => ({
    key: `${object.name} ${id}`,
    section,
    badge: <ObjectBadge object={object} />,
    title,
    note: note ?? object.label,
    run: () => void navigate({ to: '/o/$object/$id', params: { object: object.name, id }, search: { tab: undefined } }),
  })
  if (q === '') {
    const entries = recentRecords().flatMap(({ object, id, title }) => {
      const known = objects.find(({ name }) => name === object)
      return known ? [entry(known, id, title, undefined, say('palette.recent'))] : []
    })
    return { entries, busy: false }
  }
  // In the order of the objects, whoever answers first: entries must not jump under the hand.
  const entries = targets.flatMap((object, at) =>
    (answers[at]?.data ?? []).map(({ id, title, subtitle }) =>
      entry(object, id, title, subtitle, say('palette.records')),
    ),
  )
  return { entries, busy: answers.some((answer) => answer.isFetching) }
}
