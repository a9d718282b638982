import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { queryClient } from '../api/query-client.ts'
import type { RecordData } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import type { Ability } from '../api/session.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { FieldRightsDialog } from './field-rights-dialog.tsx'
import { type Grant, rightsQuery, type RoleRights, saveRights, scoped, type Scope, scopes, switched } from './rights.ts'

const abilities: readonly Ability[] = ['users', 'rights', 'schema', 'audit', 'apiKeys', 'settings']

/** What a role may do with each object. Changes are collected and saved together. */
export const RightsMatrix = ({ role }: { role: RecordData }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const { data, error, refetch } = useQuery(rightsQuery(role.id))
  const [edited, setEdited] = useState<RoleRights | null>(null)
  const [fieldsOf, setFieldsOf] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const rights = edited ?? data
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (rights === undefined) return <Skeleton />

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
  const shown = objects.filter(({ inNavigation }) => inNavigation)
  const fields = shown.find(({ name }) => name === fieldsOf)

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
              <th scope="col">{say('rights.fields')}</th>
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
                      <input
                        type="checkbox"
                        aria-label={`${object.label} ${say(`rights.${right}`)}`}
                        checked={own[right] === true}
                        onChange={(event) => setObject(object.name, { [right]: event.target.checked })}
                      />
                    </td>
                  ))}
                  <td>
                    <Button size="small" type="text" onClick={() => setFieldsOf(object.name)}>
                      {say('rights.fields')} {special > 0 ? special : ''}
                    </Button>
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
      {fields ? (
        <FieldRightsDialog
          object={fields}
          rights={rights.grants[fields.name]?.fields ?? {}}
          onClose={() => setFieldsOf(null)}
          onChange={(next) => setObject(fields.name, { fields: next })}
        />
      ) : null}
    </>
  )
}
