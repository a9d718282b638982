import { Button, Select } from 'antd'
import { useState } from 'react'
import { request } from '../api/request.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { ReferenceInput } from '../ui/reference-input.tsx'
import { Tag } from '../ui/tag.tsx'
import { plainField } from './plain-field.ts'

interface Explanation {
  readonly allowed: boolean
  readonly sentences: readonly string[]
}

/** Why somebody can or cannot see a record or a field: who, which role, which rule, in sentences. */
export const ExplainPage = () => {
  const say = useSay()
  const { objects } = useMetadata()
  const shown = objects.filter((object) => object.inNavigation)
  const [object, setObject] = useState(shown.find(({ name }) => name === 'customer') ?? shown[0])
  const [user, setUser] = useState<unknown>(null)
  const [record, setRecord] = useState<unknown>(null)
  const [field, setField] = useState<string>()
  const [answer, setAnswer] = useState<Explanation | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (object === undefined) return null

  const ask = async () => {
    setError(null)
    try {
      const query = { object: object.name, record: String(record), user: String(user), field }
      setAnswer(await request<Explanation>('/access/explain', { query }))
    } catch (refused) {
      setAnswer(null)
      setError(refused)
    }
  }
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.explain')}</h1>
      </header>
      <p className="muted settings-intro">{say('explain.intro')}</p>
      <form
        className="explain-form panel"
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <Labelled label={say('explain.user')} htmlFor="explain-user">
          <ReferenceInput
            id="explain-user"
            field={plainField('user', 'user', say('explain.user'))}
            value={user}
            onChange={setUser}
          />
        </Labelled>
        <Labelled label={say('rights.object')} htmlFor="explain-object">
          <Select
            id="explain-object"
            value={object.name}
            options={shown.map(({ name, label }) => ({ value: name, label }))}
            onChange={(name) => {
              setObject(shown.find((one) => one.name === name))
              setRecord(null)
              setField(undefined)
            }}
          />
        </Labelled>
        <Labelled label={say('explain.record')} htmlFor="explain-record">
          <ReferenceInput
            key={object.name}
            id="explain-record"
            field={plainField('record', 'ref', say('explain.record'), { to: object.name })}
            value={record}
            onChange={setRecord}
          />
        </Labelled>
        <Labelled label={say('explain.field')} htmlFor="explain-field">
          <Select
            id="explain-field"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={field ?? null}
            options={object.fields.map(({ name, label }) => ({ value: name, label }))}
            onChange={(name) => setField(name ?? undefined)}
          />
        </Labelled>
        <Button type="primary" htmlType="submit" disabled={!user || !record}>
          {say('explain.ask')}
        </Button>
      </form>
      {error ? <ErrorPanel error={error} /> : null}
      {answer ? (
        <section className="explanation panel" aria-live="polite">
          <Tag color={answer.allowed ? 'green' : 'red'}>{say(answer.allowed ? 'explain.yes' : 'explain.no')}</Tag>
          <ul className="sentences">
            {answer.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
