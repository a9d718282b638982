import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { recordsKey } from '../api/query-client.ts'
import { suggest } from '../api/records.ts'
import { type Person, stillNamed, type Typing, typingAt, withName } from './mention-text.ts'

/** People offered at a time: all of them fit under the text, on a phone too. */
const offered = 6

export interface Mentions {
  readonly open: boolean
  readonly people: readonly Person[]
  /** The person that Enter picks. */
  readonly at: number
  /** Who is named in the text. */
  readonly named: readonly Person[]
  /** Looks at the text and the cursor anew. */
  follow(text: string, cursor: number): void
  /** Arrow keys, Enter, Tab and Esc while the list is open; the new text and cursor when somebody was picked. */
  key(key: string, text: string): { text: string; cursor: number } | 'moved' | null
  pick(person: Person, text: string): { text: string; cursor: number }
  close(): void
}

/** Who may be meant by the @ at the cursor. Names, pinyin and initials are the server's to match. */
export const useMentions = (text: string, wanted: boolean): Mentions => {
  const [typing, setTyping] = useState<Typing | null>(null)
  const [picked, setPicked] = useState<readonly Person[]>([])
  const [at, setAt] = useState(0)
  const query = typing?.query ?? ''
  const { data } = useQuery({
    queryKey: recordsKey('user', 'suggest', query, offered),
    queryFn: ({ signal }) => suggest('user', query, signal, offered),
    // Asked once when the place to write gets the focus, so that the list is there when the @ is typed.
    enabled: wanted,
    staleTime: 60_000,
    placeholderData: (last) => last,
  })
  const people = (data ?? []).map(({ id, title }) => ({ id, name: title }))
  const open = typing !== null && people.length > 0
  const close = () => setTyping(null)
  const pick = (person: Person, now: string) => {
    setPicked((before) => [...before.filter(({ id }) => id !== person.id), person])
    close()
    return withName(now, typing ?? { from: now.length, query: '' }, person.name)
  }
  return {
    open,
    people,
    at: Math.min(at, Math.max(0, people.length - 1)),
    named: stillNamed(text, picked),
    follow(now, cursor) {
      const next = typingAt(now, cursor)
      if (next?.query !== typing?.query) setAt(0)
      setTyping(next)
    },
    key(key, now) {
      if (!open) return null
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        const step = key === 'ArrowDown' ? 1 : people.length - 1
        setAt((before) => (before + step) % people.length)
        return 'moved'
      }
      if (key === 'Escape') {
        close()
        return 'moved'
      }
      const person = people[Math.min(at, people.length - 1)]
      return (key === 'Enter' || key === 'Tab') && person ? pick(person, now) : null
    },
    pick,
    close,
  }
}
