import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { recordsKey, refreshObject } from '../api/query-client.ts'
import { allowed, type RecordData } from '../api/records.ts'
import { getTeam, type May, type Member, putMember, removeMember } from '../api/team.ts'
import { FieldInput } from '../form/field-input.tsx'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import { RightChoice } from './right-choice.tsx'
import { TeamMember } from './team-member.tsx'

/** Colleagues who work on the record beside its owner: who, with what right, until when, added by whom. */
export const TeamDialog = ({
  object,
  record,
  onClose,
}: {
  object: ObjectMeta
  record: RecordData
  onClose: () => void
}) => {
  const say = useSay()
  const [name, id] = [object.name, record.id]
  const mayUpdate = allowed(object, record, 'update')
  const { data, error, refetch } = useQuery({
    queryKey: recordsKey(name, 'team', id),
    queryFn: () => getTeam(name, id),
  })
  const [user, setUser] = useState<string | null>(null)
  const [may, setMay] = useState<May>('read')
  const [problem, setProblem] = useState('')

  /** Does it, shows what came of it, and offers the way back. */
  const change = async (work: () => Promise<unknown>, done: string, back: () => Promise<unknown>) => {
    setProblem('')
    try {
      await work()
      await refreshObject(name)
      toast(done, () => back().then(() => refreshObject(name)))
    } catch (refused) {
      setProblem(reasonOf(refused))
    }
  }
  const put = (member: Member, right: { may: May; until: string | null }) =>
    change(
      () => putMember(name, id, member.user.id, right),
      say('team.changed', { name: member.user.name }),
      () => putMember(name, id, member.user.id, { may: member.may, until: member.until }),
    )
  const remove = (member: Member) =>
    change(
      () => removeMember(name, id, member.user.id),
      say('team.removed', { name: member.user.name }),
      () => putMember(name, id, member.user.id, { may: member.may, until: member.until }),
    )
  const add = async () => {
    if (user === null) return
    const before = data?.find((member) => member.user.id === user)
    await change(
      () => putMember(name, id, user, { may, until: before?.until ?? null }),
      say('team.added'),
      () => (before ? putMember(name, id, user, before) : removeMember(name, id, user)),
    )
    setUser(null)
  }
  return (
    <Dialog title={say('team.title')} width={560} onClose={onClose}>
      <p className="dialog-intro muted">{say('team.why')}</p>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton rows={3} /> : null}
      {data?.length === 0 ? <p className="team-none">{say('team.none')}</p> : null}
      <ul className="team">
        {data?.map((member) => (
          <TeamMember
            key={member.user.id}
            member={member}
            changeable={mayUpdate}
            onChange={(right) => void put(member, right)}
            onRemove={() => void remove(member)}
          />
        ))}
      </ul>
      {mayUpdate ? (
        <div className="team-add">
          <Labelled label={say('team.add')} htmlFor="team-user" problem={problem}>
            <FieldInput
              id="team-user"
              field={person}
              value={user}
              onChange={(next) => setUser(typeof next === 'string' ? next : null)}
            />
          </Labelled>
          <RightChoice label={say('team.right')} value={may} onChange={setMay} />
          <Button type="primary" disabled={user === null} onClick={() => void add()}>
            {say('team.addNow')}
          </Button>
        </div>
      ) : (
        problem && <p className="problem">{problem}</p>
      )}
    </Dialog>
  )
}

/** A colleague, as any form asks for one. */
const person = { name: 'user', kind: 'user', label: '', required: false } as FieldMeta
