import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { refreshObject } from '../../api/query-client.ts'
import { createRecord, deleteRecord, type RecordData, updateRecord } from '../../api/records.ts'
import { useObject } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { failed } from '../../ui/overlay/toast.tsx'
import { departmentTree } from './department-tree.ts'
import { FormDialog } from '../schema/form-dialog.tsx'
import { MoveDepartmentDialog } from './move-department-dialog.tsx'
import { plainField } from '../schema/plain-field.ts'
import { useAllRecords } from '../use-all-records.ts'

export const DepartmentsPage = () => {
  const say = useSay()
  const department = useObject('department')
  const { data, error, refetch } = useAllRecords('department', { fields: 'name,parent', sort: 'name' })
  const [edited, setEdited] = useState<RecordData | 'new' | null>(null)
  const [moved, setMoved] = useState<RecordData | null>(null)
  // One that somebody is in stays: the server says who has to be moved first.
  const remove = async (row: RecordData) => {
    const title = say('departments.delete', { name: String(row['name']) })
    if (!(await confirm({ title, why: say('departments.deleteWhy'), yes: say('common.delete'), danger: true }))) return
    await deleteRecord('department', row.id)
    await refreshObject('department')
  }
  const acts = (row: RecordData) => [
    { label: say('common.edit'), run: () => setEdited(row) },
    { label: say('departments.move'), run: () => setMoved(row) },
    { label: say('common.delete'), danger: true, run: () => void remove(row).catch(failed) },
  ]
  const label = (name: string, otherwise: string) =>
    department?.fields.find((field) => field.name === name)?.label ?? otherwise
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {say('list.new', { object: department?.label ?? say('settings.departments') })}
    </Button>
  )
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.departments')}</h1>
        {data && data.length > 0 ? add : null}
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data?.length === 0 ? (
        <EmptyState title={say('list.empty', { object: say('settings.departments') })}>{add}</EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <ul className="tree panel">
          {departmentTree(data).map(({ row, depth }) => (
            <li key={row.id} style={{ paddingLeft: 16 + depth * 24 }}>
              <span>{String(row['name'])}</span>
              {acts(row).map(({ label, danger = false, run }) => (
                <Button
                  key={label}
                  size="small"
                  type="text"
                  danger={danger}
                  aria-label={`${label} ${String(row['name'])}`}
                  onClick={run}
                >
                  {label}
                </Button>
              ))}
            </li>
          ))}
        </ul>
      ) : null}
      {moved ? <MoveDepartmentDialog row={moved} onClose={() => setMoved(null)} /> : null}
      {edited ? (
        <FormDialog
          title={
            edited === 'new'
              ? say('list.new', { object: department?.label ?? say('settings.departments') })
              : say('users.edit', { name: String(edited['name']) })
          }
          action={say('common.save')}
          fields={[
            plainField('name', 'text', label('name', say('schema.label')), { required: true }),
            plainField('parent', 'ref', label('parent', ''), { to: 'department' }),
          ]}
          values={edited === 'new' ? {} : { name: edited['name'], parent: edited['parent'] }}
          onClose={() => setEdited(null)}
          onSave={async (values) => {
            if (edited === 'new') await createRecord('department', values)
            else await updateRecord('department', edited.id, values, edited.version)
            await refreshObject('department')
          }}
        />
      ) : null}
    </>
  )
}
