import { SearchOutlined } from '@ant-design/icons'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import type { FieldMeta } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { useDelayed } from '../ui/use-delayed.ts'
import { PlainInput } from '../ui/input/plain-input.tsx'

const FieldInput = lazy(() => import('../form/field-input.tsx').then((module) => ({ default: module.FieldInput })))

/** What of a timeline is shown; all of it where nothing is said. */
export interface TimelineFilter {
  readonly type?: string
  readonly actor?: string
  readonly q?: string
}

const kinds = ['activity', 'task', 'comment'] as const
/** ms of rest after which words are searched for. */
const rest = 200

/** Narrows a timeline by kind, person and words. Person and words come with one click: most people want all of it. */
export const TimelineFilterBar = ({
  filter,
  onChange,
}: {
  filter: TimelineFilter
  onChange: (filter: TimelineFilter) => void
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  const [more, setMore] = useState(false)
  const known = kinds.flatMap((name) => objects.find((object) => object.name === name) ?? [])
  const types = [
    { value: undefined, label: say('timeline.all') },
    ...known.map(({ name, label }) => ({ value: name, label })),
    { value: 'change', label: say('timeline.changes') },
  ]
  const set = (part: { [Key in keyof TimelineFilter]?: TimelineFilter[Key] | undefined }) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== '')
    onChange(Object.fromEntries(next))
  }
  return (
    <>
      <div className="timeline-filter" role="group" aria-label={say('timeline.filter')}>
        {types.map(({ value, label }) => (
          <button key={label} type="button" aria-pressed={filter.type === value} onClick={() => set({ type: value })}>
            {label}
          </button>
        ))}
        <span className="view-space" />
        <button
          type="button"
          aria-expanded={more}
          aria-label={say('timeline.find')}
          title={say('timeline.find')}
          onClick={() => {
            setMore(!more)
            if (more) set({ q: undefined, actor: undefined })
          }}
        >
          <SearchOutlined />
        </button>
      </div>
      {more ? (
        <div className="timeline-find">
          <Words onChange={(q) => set({ q })} />
          <Suspense fallback={null}>
            <FieldInput
              id="timeline-actor"
              label={say('timeline.byWhom')}
              placeholder={say('timeline.byWhom')}
              field={person}
              value={filter.actor ?? null}
              onChange={(actor) => set({ actor: typeof actor === 'string' ? actor : undefined })}
            />
          </Suspense>
        </div>
      ) : null}
    </>
  )
}

const Words = ({ onChange }: { onChange: (q: string) => void }) => {
  const say = useSay()
  const [text, setText] = useState('')
  const settled = useDelayed(text.trim(), rest)
  const search = useEffectEvent(onChange)
  useEffect(() => search(settled), [settled])
  return (
    <PlainInput
      type="search"
      autoFocus
      aria-label={say('timeline.words')}
      placeholder={say('timeline.words')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

/** A colleague, as any form asks for one. */
const person = { name: 'actor', kind: 'user', label: '', required: false } as FieldMeta
