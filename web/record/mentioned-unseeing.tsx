import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey, refreshObject } from '../api/query-client.ts'
import { allowed } from '../api/records.ts'
import { putMember, whoSees } from '../api/team.ts'
import { useSay } from '../i18n/language.ts'
import type { Person } from './mention-text.ts'
import { useRecord } from './use-record.ts'

/** Who is named but cannot see the record is told of nothing but her name; whoever may change it lets her read it with one click. */
export const MentionedUnseeing = ({
  object,
  id,
  named,
}: {
  object: ObjectMeta
  id: string
  named: readonly Person[]
}) => {
  const say = useSay()
  const { data: record } = useRecord(object, id)
  const [problem, setProblem] = useState('')
  const ids = named.map((person) => person.id).toSorted()
  const { data: seeing } = useQuery({
    queryKey: recordsKey(object.name, 'who-sees', id, ids),
    queryFn: () => whoSees(object.name, id, ids),
    enabled: ids.length > 0,
    meta: { quiet: true },
  })
  const blind = named.filter((person) => seeing?.get(person.id) === false)
  if (blind.length === 0) return null
  const allow = async () => {
    try {
      for (const person of blind) await putMember(object.name, id, person.id, { may: 'read' })
      await refreshObject(object.name)
    } catch (error) {
      setProblem(reasonOf(error))
    }
  }
  return (
    <p className="mention-unseeing" role="status">
      <span>{say('mention.cannotSee', { names: blind.map(({ name }) => name).join(say('common.and')) })}</span>
      {record && allowed(object, record, 'update') ? (
        <Button size="small" onClick={() => void allow()}>
          {say('mention.letRead')}
        </Button>
      ) : null}
      {problem ? (
        <span className="problem" role="alert">
          {problem}
        </span>
      ) : null}
    </p>
  )
}
