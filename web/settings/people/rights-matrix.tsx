import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { queryClient } from '../../api/query-client.ts'
import type { RecordData } from '../../api/records.ts'
import { useLeaveQuestion } from '../../form/use-leave-question.ts'
import { useSay } from '../../i18n/language.ts'
import type { Ability } from '../../api/session.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ObjectBadge } from '../../ui/object-badge.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { ActionsDialog } from './actions-dialog.tsx'
import { FieldRightsDialog } from './field-rights-dialog.tsx'
import {
  catalogueQuery,
  type Grant,
  type Grantable,
  rightsQuery,
  type RoleRights,
  saveRights,
  scoped,
  type Scope,
  scopes,
  sharingRules,
  switched,
} from './rights.ts'
import { SharingDialog } from './sharing-dialog.tsx'

const abilities: readonly Ability[] = ['users', 'rights', 'schema', 'audit', 'apiKeys', 'settings']

/** What an open dialog is about. */
interface Opened {
  readonly object: Grantable
  readonly about: 'fields' | 'actions' | 'sharing'
}

/** What a role may do with each object. Changes are collected and saved together. */
export const RightsMatrix = ({ role }: { role: RecordData }) => {
  const say = useSay()
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data, error, refetch } = useQuery(rightsQuery(role.id))
  const [edited, setEdited] = useState<RoleRights | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const rights = edited ?? data
  useLeaveQuestion(() => edited !== null, say('rights.unsaved', { role: String(role['label'] ?? role['name']) }))
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (rights === undefined || catalogue === undefined) return <Skeleton />

  const setObject = (name: string, part: Grant) =>
    setEdited({ ...rights, grants: { ...rights.grants, [name]: { ...rights.grants[name], ...part } } })
  const save = async () => {
    try {
      const saved = await saveRights(role.id, rights)
      queryClient.setQueryData(rightsQuery(role.id).queryKey, saved)
      setEdited(null)
      setRefusal(null)
      toast(say('rights.saved', { role: String(role['label'] ?? role['name']) }))
    } catch (refused) {
      setRefusal(refused)
    }
  }
  const shown = catalogue.objects.filter(({ business }) => business)
  const grant = opened ? (rights.grants[opened.object.name] ?? {}) : {}
  const close = () => setOpened(null)
  const more = (object: Grantable, about: Opened['about'], count: number) => {
    const text = count > 0 ? `${say(`rights.${about}`)} ${count}` : say(`rights.${about}`)
    return (
      <Button
        size="small"
        type="text"
        aria-label={`${object.label} ${text}`}
        onClick={() => setOpened({ object, about })}
      >
        {text}
      </Button>
    )
  }

  return (
    <>
      {refusal ? <ErrorPanel error={refusal} /> : null}
      <div className="simple-table panel" role="region" aria-label={say('rights.matrix')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('rights.object')}</th>
              {scoped.map((right) => (
                <th key={right} scope="col">
                  {say(`rights.${right}`)}
                </th>
              ))}
              {switched.map((right) => (
                <th key={right} scope="col">
                  {say(`rights.${right}`)}
                </th>
              ))}
              <th scope="col">{say('rights.more')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((object) => {
              const own = rights.grants[object.name] ?? {}
              const special = Object.values(own.fields ?? {}).length
              return (
                <tr key={object.name}>
                  <th scope="row">
                    <ObjectBadge object={object} /> {object.label}
                  </th>
                  {scoped.map((right) => (
                    <td key={right}>
                      <Select<Scope>
                        size="small"
                        className="scope-select"
                        aria-label={`${object.label} ${say(`rights.${right}`)}`}
                        value={own[right] ?? 'none'}
                        options={scopes.map((scope) => ({ value: scope, label: say(`rights.scope.${scope}`) }))}
                        onChange={(scope) => setObject(object.name, { [right]: scope })}
                      />
                    </td>
                  ))}
                  {switched.map((right) => (
                    <td key={right}>
                      <label>
                        <input
                          type="checkbox"
                          aria-label={`${object.label} ${say(`rights.${right}`)}`}
                          checked={own[right] === true}
                          onChange={(event) => setObject(object.name, { [right]: event.target.checked })}
                        />
                      </label>
                    </td>
                  ))}
                  <td className="rights-more">
                    {more(object, 'fields', special)}
                    {more(object, 'sharing', sharingRules(own).length)}
                    {object.actions.length > 0 ? more(object, 'actions', own.actions?.length ?? 0) : null}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <fieldset className="abilities panel">
        <legend>{say('rights.abilities')}</legend>
        {abilities.map((ability) => (
          <label key={ability}>
            <input
              type="checkbox"
              checked={rights.abilities.includes(ability)}
              onChange={(event) =>
                setEdited({
                  ...rights,
                  abilities: event.target.checked
                    ? [...rights.abilities, ability]
                    : rights.abilities.filter((one) => one !== ability),
                })
              }
            />
            {say(`ability.${ability}`)}
          </label>
        ))}
      </fieldset>
      <footer className="form-actions">
        <Button disabled={edited === null} onClick={() => setEdited(null)}>
          {say('common.cancel')}
        </Button>
        <Button type="primary" disabled={edited === null} onClick={() => void save()}>
          {say('common.save')}
        </Button>
      </footer>
      {opened?.about === 'fields' ? (
        <FieldRightsDialog
          object={opened.object}
          rights={grant.fields ?? {}}
          onClose={close}
          onChange={(fields) => setObject(opened.object.name, { fields })}
        />
      ) : null}
      {opened?.about === 'actions' ? (
        <ActionsDialog
          object={opened.object}
          allowed={grant.actions ?? []}
          onClose={close}
          onChange={(actions) => setObject(opened.object.name, { actions })}
        />
      ) : null}
      {opened?.about === 'sharing' ? (
        <SharingDialog
          object={opened.object}
          rules={sharingRules(grant)}
          onClose={close}
          onChange={(readAlso) => setObject(opened.object.name, { readAlso })}
        />
      ) : null}
    </>
  )
}
