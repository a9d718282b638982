import { DownOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type ActionMeta, fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { recordTitle, referenceId } from '../api/record-title.ts'
import { allowed, deleteRecord, type RecordData, undoChange } from '../api/records.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { useSay } from '../i18n/language.ts'
import { EditorsNote } from '../live/editors-note.tsx'
import { usePageCommands } from '../shell/page-commands.ts'
import { useKeyHint } from '../shell/keys/my-keys.ts'
import { useKeys } from '../shell/keys/use-keys.ts'
import { copyText } from '../ui/copy-text.ts'
import { attentionOf } from '../ui/attention.ts'
import { confirm } from '../ui/overlay/confirm.tsx'
import { Menu } from '../ui/overlay/menu.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Spine } from '../ui/spine.tsx'
import { failed, toast } from '../ui/overlay/toast.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { neighboursOf } from './use-record.ts'
import { useMayCompose } from './use-may-compose.ts'

const ActionDialog = lazy(() => import('./action-dialog.tsx').then((module) => ({ default: module.ActionDialog })))
const TeamDialog = lazy(() => import('./team-dialog.tsx').then((module) => ({ default: module.TeamDialog })))
const AccessDialog = lazy(() => import('./access-dialog.tsx').then((module) => ({ default: module.AccessDialog })))

/** Key facts shown beside the title. */
const shownFacts = 5

/** Offered while the record has the values that the action starts from. */
export const isOffered = ({ from }: ActionMeta, record: RecordData): boolean =>
  Object.entries(from).every(([field, value]) => {
    const now = referenceId(record[field]) ?? record[field]
    return Array.isArray(value) ? value.includes(now) : now === value
  })

export const RecordHead = ({
  object,
  record,
  onEdit,
  onCompose,
}: {
  object: ObjectMeta
  record: RecordData
  onEdit: () => void
  onCompose: () => void
}) => {
  const say = useSay()
  const navigate = useNavigate()
  const phone = useIsPhone()
  const mayCompose = useMayCompose()
  const [action, setAction] = useState<ActionMeta | null>(null)
  const [access, setAccess] = useState(false)
  const [team, setTeam] = useState(false)
  const title = recordTitle(object, record)
  const { previous, next, at } = neighboursOf(object.name, record.id)
  const goTo = (id: string | undefined) =>
    id === undefined
      ? undefined
      : () =>
          void navigate({
            to: '/o/$object/$id',
            params: { object: object.name, id },
            search: (before) => ({ tab: before.tab }),
          })
  useKeys({ next: goTo(next), previous: goTo(previous) })
  const hint = useKeyHint()

  const facts = object.list.filter((name) => name !== object.title && !isEmpty(record[name])).slice(0, shownFacts)
  const mayUpdate = allowed(object, record, 'update')
  const offered = object.actions.filter((one) => isOffered(one, record) && mayUpdate)
  const remove = async () => {
    const why = say('record.deleteConfirmWhy')
    if (
      !(await confirm({ title: say('record.deleteConfirm', { title }), why, yes: say('common.delete'), danger: true }))
    )
      return
    const { change } = await deleteRecord(object.name, record.id)
    await navigate({ to: '/o/$object', params: { object: object.name } })
    void refreshObject(object.name)
    toast(say('record.deleted', { title }), () => undoChange(change).then(() => refreshObject(object.name)))
  }
  const copyLink = () => void copyText(location.href).then(() => toast(say('common.copied')), failed)
  const more = [
    { key: 'link', label: say('record.copyLink'), run: copyLink, shown: true },
    { key: 'team', label: say('team.title'), run: () => setTeam(true), shown: fieldOf(object, 'owner') !== undefined },
    { key: 'access', label: say('record.whoCanSee'), run: () => setAccess(true), shown: true },
    {
      key: 'delete',
      label: say('common.delete'),
      run: () => void remove().catch(failed),
      shown: allowed(object, record, 'delete'),
      danger: true,
    },
  ]

  usePageCommands([
    ...(mayUpdate ? [{ key: 'edit', label: say('common.edit'), does: 'editRecord' as const, run: onEdit }] : []),
    ...offered.map((one) => ({ key: `action ${one.name}`, label: one.label, run: () => setAction(one) })),
    ...more.filter(({ shown }) => shown),
    ...(object.timeline && mayCompose
      ? [{ key: 'compose', label: say('keys.compose'), does: 'compose' as const, run: onCompose }]
      : []),
    ...[
      { key: 'next', label: say('record.next'), does: 'next' as const, run: goTo(next) },
      { key: 'previous', label: say('record.previous'), does: 'previous' as const, run: goTo(previous) },
    ].flatMap(({ run, ...one }) => (run ? [{ ...one, run }] : [])),
  ])

  return (
    <header className="record-head">
      <p className="record-path">
        <Link to="/o/$object" params={{ object: object.name }}>
          {object.plural}
        </Link>
        <span aria-hidden="true"> / </span>
        <span className="muted">{title}</span>
        <EditorsNote id={record.id} spoken />
        <span className="view-space" />
        {at === undefined ? null : (
          <span className="record-neighbours">
            <Button
              size="small"
              type="text"
              icon={<LeftOutlined />}
              disabled={!previous}
              onClick={goTo(previous)}
              aria-label={say('record.previous')}
              title={hint(say('record.previous'), 'previous')}
            />
            <span className="muted">{say('record.position', { at })}</span>
            <Button
              size="small"
              type="text"
              icon={<RightOutlined />}
              disabled={!next}
              onClick={goTo(next)}
              aria-label={say('record.next')}
              title={hint(say('record.next'), 'next')}
            />
          </span>
        )}
      </p>
      <div className="record-title">
        <Spine why={attentionOf(object, record)} />
        <ObjectBadge object={object} large />
        <h1>{title}</h1>
        <div className="record-actions">
          {phone && object.timeline && mayCompose ? (
            <Button type="primary" onClick={onCompose}>
              {say('timeline.asActivity')}
            </Button>
          ) : null}
          {phone && mayUpdate ? <Button onClick={onEdit}>{say('common.edit')}</Button> : null}
          {offered.map((one, index) => (
            <Button key={one.name} type={index === 0 && !phone ? 'primary' : 'default'} onClick={() => setAction(one)}>
              {one.label}
            </Button>
          ))}
          <Menu
            end
            label={say('record.moreActions')}
            items={more.filter(({ shown }) => shown)}
            button={
              <Button aria-label={say('record.moreActions')}>
                {say('common.more')} <DownOutlined />
              </Button>
            }
          />
        </div>
      </div>
      <dl className="record-facts">
        {facts.map((name) => {
          const field = fieldOf(object, name)
          if (field === undefined) return null
          const { Cell } = cellOf(field)
          return (
            <div key={name}>
              <dt>{field.label}</dt>
              <dd>
                <Cell value={record[name]} field={field} />
              </dd>
            </div>
          )
        })}
      </dl>
      <Suspense fallback={null}>
        {action ? (
          <ActionDialog object={object} record={record} action={action} onClose={() => setAction(null)} />
        ) : null}
        {team ? <TeamDialog object={object} record={record} onClose={() => setTeam(false)} /> : null}
        {access ? <AccessDialog object={object} record={record} onClose={() => setAccess(false)} /> : null}
      </Suspense>
    </header>
  )
}
