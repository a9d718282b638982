import { Button, Select } from 'antd'
import { useState } from 'react'
import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { ReferenceInput } from '../../ui/input/reference-input.tsx'
import { useClear } from '../../ui/input/use-clear.tsx'
import { explain, Explanation, type Explained, type ExplainVerb, explainVerbs } from './explanation.tsx'
import { plainField } from '../schema/plain-field.ts'

/** Why somebody can or cannot see a record or a field: who, which role, which rule, in sentences. */
export const ExplainPage = () => {
  const say = useSay()
  const clear = useClear()
  const { objects } = useMetadata()
  const shown = objects.filter((object) => object.inNavigation)
  const [object, setObject] = useState(shown.find(({ name }) => name === 'customer') ?? shown[0])
  const [user, setUser] = useState<unknown>(null)
  const [record, setRecord] = useState<unknown>(null)
  const [field, setField] = useState<string>()
  const [verb, setVerb] = useState<ExplainVerb>('read')
  const [answer, setAnswer] = useState<(Explained & { readonly verb: ExplainVerb }) | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (object === undefined) return null

  const ask = async () => {
    setError(null)
    try {
      const found = await explain({ object: object.name, record: String(record), user: String(user), verb, field })
      setAnswer({ ...found, verb })
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
        <Labelled label={say('explain.verb')} htmlFor="explain-verb">
          <Select<ExplainVerb>
            id="explain-verb"
            value={verb}
            options={explainVerbs.map((value) => ({ value, label: say(`explain.verb.${value}`) }))}
            onChange={setVerb}
          />
        </Labelled>
        <Labelled label={say('explain.field')} htmlFor="explain-field">
          <Select
            id="explain-field"
            allowClear={clear}
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
      {answer ? <Explanation answer={answer} verb={answer.verb} /> : null}
    </>
  )
}
