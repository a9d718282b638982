import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import type { RecordData } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import { explain, Explanation, type ExplainVerb, explainVerbs } from '../settings/people/explanation.tsx'
import { plainField } from '../settings/schema/plain-field.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { ReferenceInput } from '../ui/input/reference-input.tsx'

/** Why a certain colleague can or cannot see, change or delete this record. */
export const AskWhy = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const say = useSay()
  const [user, setUser] = useState<unknown>(null)
  const [verb, setVerb] = useState<ExplainVerb>('read')
  const asked = { object: object.name, record: record.id, user: String(user), verb }
  const { data, error } = useQuery({
    queryKey: recordsKey(object.name, 'why', asked),
    queryFn: () => explain(asked),
    enabled: user !== null,
  })
  return (
    <section className="ask-why" aria-label={say('explain.someone')}>
      <h3>{say('explain.someone')}</h3>
      <div className="ask-why-form">
        <Labelled label={say('explain.user')} htmlFor="why-user">
          <ReferenceInput
            id="why-user"
            field={plainField('user', 'user', say('explain.user'))}
            value={user}
            onChange={setUser}
          />
        </Labelled>
        <Labelled label={say('explain.verb')} htmlFor="why-verb">
          <Select<ExplainVerb>
            id="why-verb"
            value={verb}
            options={explainVerbs.map((value) => ({ value, label: say(`explain.verb.${value}`) }))}
            onChange={setVerb}
          />
        </Labelled>
      </div>
      {error ? <ErrorPanel error={error} /> : null}
      {data ? <Explanation answer={data} verb={verb} /> : null}
    </section>
  )
}
