import { Button, Input, Select } from 'antd'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { reasonOf } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { createRecord } from '../api/records.ts'
import { useObject } from '../api/use-metadata.ts'
import { dropDraft, keepDraft, readDraft } from '../form/drafts.ts'
import { useSay } from '../i18n/language.ts'
import { usePageCommands } from '../shell/page-commands.ts'
import { useKeys } from '../shell/keys/use-keys.ts'
import { MentionList } from './mention-list.tsx'
import { MentionedUnseeing } from './mentioned-unseeing.tsx'
import { entryValues, timelineKindOf } from './timeline-kind.ts'
import { useMentions } from './use-mentions.ts'

/** Writes an activity or a comment about a record. What is typed is kept until it is sent. */
export const Composer = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const say = useSay()
  const activity = timelineKindOf(useObject('activity'))
  const comment = timelineKindOf(useObject('comment'))
  const draft = `timeline.${id}`
  const [as, setAs] = useState<'activity' | 'comment'>(activity ? 'activity' : 'comment')
  const [text, setText] = useState(() => String(readDraft(draft)?.['text'] ?? ''))
  const [focused, setFocused] = useState(false)
  const options = activity?.type?.options ?? []
  const [type, setType] = useState(options.find(({ value }) => value === 'note')?.value ?? options[0]?.value)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const kind = as === 'activity' ? activity : comment
  const mentions = useMentions(text, focused && kind?.mentions !== undefined)
  useKeys({ compose: () => box.current?.focus() })
  const compose = (what: 'activity' | 'comment') => {
    setAs(what)
    box.current?.focus()
  }
  usePageCommands([
    ...(activity
      ? [{ key: 'activity', label: say('keys.compose'), does: 'compose' as const, run: () => compose('activity') }]
      : []),
    ...(comment ? [{ key: 'comment', label: say('timeline.comment'), run: () => compose('comment') }] : []),
  ])
  if (kind === undefined) return null

  const write = (next: string) => {
    setText(next)
    setProblem('')
    if (next === '') dropDraft(draft)
    else keepDraft(draft, { text: next })
  }
  /** Puts the name into the text and the cursor behind it, drawn at once: a quick hand types on right away. */
  const take = ({ text: next, cursor }: { text: string; cursor: number }) => {
    flushSync(() => write(next))
    box.current?.focus()
    box.current?.setSelectionRange(cursor, cursor)
  }
  const publish = async () => {
    if (text.trim() === '') return
    setBusy(true)
    try {
      const named = mentions.named.map((person) => person.id)
      await createRecord(kind.object, entryValues(kind, { object: object.name, id }, text, type, named))
      write('')
      void refreshObject(object.name)
    } catch (error) {
      setProblem(reasonOf(error) || say('error.offlineDo'))
    } finally {
      setBusy(false)
    }
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const done = mentions.key(event.key, text)
    if (done !== null) {
      event.preventDefault()
      event.stopPropagation()
      if (done !== 'moved') take(done)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void publish()
    }
  }
  const placeholder = as === 'activity' ? say('timeline.write') : say('timeline.comment')
  return (
    <div className="composer">
      <Input.TextArea
        ref={(area) => {
          box.current = area?.resizableTextArea?.textArea ?? null
        }}
        aria-label={placeholder}
        placeholder={kind.mentions ? say('mention.hint', { write: placeholder }) : placeholder}
        autoSize={{ minRows: 2, maxRows: 10 }}
        variant="borderless"
        value={text}
        onFocus={() => setFocused(true)}
        onBlur={mentions.close}
        onChange={(event) => {
          write(event.target.value)
          mentions.follow(event.target.value, event.target.selectionStart)
        }}
        onSelect={(event) => mentions.follow(event.currentTarget.value, event.currentTarget.selectionStart)}
        onKeyDown={press}
        {...(mentions.open ? { 'aria-controls': list, 'aria-activedescendant': `${list}-${mentions.at}` } : {})}
      />
      {mentions.open ? (
        <MentionList id={list} mentions={mentions} onPick={(person) => take(mentions.pick(person, text))} />
      ) : null}
      <MentionedUnseeing object={object} id={id} named={mentions.named} />
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="composer-foot">
        {activity && comment ? (
          <div className="layout-switch" role="group">
            <button type="button" aria-pressed={as === 'activity'} onClick={() => setAs('activity')}>
              {say('timeline.asActivity')}
            </button>
            <button type="button" aria-pressed={as === 'comment'} onClick={() => setAs('comment')}>
              {say('timeline.asComment')}
            </button>
          </div>
        ) : null}
        {as === 'activity' && options.length > 0 ? (
          <Select
            size="small"
            aria-label={say('timeline.type')}
            value={type}
            onChange={setType}
            options={options.map(({ value, label }) => ({ value, label }))}
            popupMatchSelectWidth={false}
          />
        ) : null}
        <span className="view-space" />
        <span className="muted composer-hint">{say('timeline.publishKey')}</span>
        <Button size="small" type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void publish()}>
          {say('timeline.publish')}
        </Button>
      </div>
    </div>
  )
}
