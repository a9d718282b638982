import { Button, Input, Select } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { createRecord } from '../api/records.ts'
import { useObject } from '../api/use-metadata.ts'
import { dropDraft, keepDraft, readDraft } from '../form/drafts.ts'
import { useSay } from '../i18n/language.ts'
import { useKeys } from '../shell/shortcuts.ts'

/** The objects that a timeline is written in, and the fields that matter here, found by their kinds. */
const partsOf = (object: ObjectMeta | undefined) => {
  if (!object?.rights.create) return undefined
  const about = object.fields.find(({ kind }) => kind === 'relatedTo')
  const text = object.fields.find(({ kind, readOnly }) => (kind === 'longText' || kind === 'richText') && !readOnly)
  const type = object.fields.find(({ kind, readOnly }) => kind === 'choice' && !readOnly)
  // A title of its own is the first line of what is written.
  const title = object.fields.find(({ name, kind, readOnly }) => name === object.title && kind === 'text' && !readOnly)
  return about && text ? { object: object.name, about: about.name, text: text.name, type, title } : undefined
}

/** Short enough for a title: lists show no more of it anyway. */
const firstLine = (text: string, length = 60): string =>
  [...(text.trim().split('\n')[0] ?? '')].slice(0, Math.min(length, 60)).join('')

/** Writes an activity or a comment about a record. What is typed is kept until it is sent. */
export const Composer = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const say = useSay()
  const activity = partsOf(useObject('activity'))
  const comment = partsOf(useObject('comment'))
  const draft = `timeline.${id}`
  const [as, setAs] = useState<'activity' | 'comment'>(activity ? 'activity' : 'comment')
  const [text, setText] = useState(() => String(readDraft(draft)?.['text'] ?? ''))
  const options = activity?.type?.options ?? []
  const [type, setType] = useState(options.find(({ value }) => value === 'note')?.value ?? options[0]?.value)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  useKeys({ n: () => box.current?.focus() })
  const parts = as === 'activity' ? activity : comment
  if (parts === undefined) return null

  const write = (next: string) => {
    setText(next)
    setProblem('')
    if (next === '') dropDraft(draft)
    else keepDraft(draft, { text: next })
  }
  const publish = async () => {
    if (text.trim() === '') return
    setBusy(true)
    try {
      const typed = parts.type ? { [parts.type.name]: type } : {}
      const titled = parts.title ? { [parts.title.name]: firstLine(text, parts.title.length) } : {}
      await createRecord(parts.object, {
        [parts.about]: { object: object.name, id },
        [parts.text]: text.trim(),
        ...typed,
        ...titled,
      })
      write('')
      void refreshObject(object.name)
    } catch (error) {
      setProblem(reasonOf(error) || say('error.offlineDo'))
    } finally {
      setBusy(false)
    }
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
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
        placeholder={placeholder}
        autoSize={{ minRows: 2, maxRows: 10 }}
        variant="borderless"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
      />
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
