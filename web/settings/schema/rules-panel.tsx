import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { fieldOf, type ObjectMeta } from '../../api/metadata.ts'
import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { failed } from '../../ui/overlay/toast.tsx'
import { refreshSchema } from './refresh-schema.ts'
import { SimpleTable } from '../simple-table.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { rulesQuery, type ValidationRule } from './schema-api.ts'

/** A company's own rules for an object: what every saved record fulfils. */
export const RulesPanel = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  const { data, error, refetch } = useQuery(rulesQuery(object.name))
  const [edited, setEdited] = useState<ValidationRule | 'new' | null>(null)
  const setActive = async (rule: ValidationRule, active: boolean) => {
    await request(`/schema/objects/${object.name}/rules/${rule.id}`, { method: 'PATCH', body: { active } })
    await refreshSchema()
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {say('rules.new')}
    </Button>
  )
  const rules = data?.data
  return (
    <>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : rules === undefined ? <Skeleton /> : null}
      {rules?.length === 0 ? (
        <EmptyState title={say('rules.empty')} why={say('rules.emptyWhy')}>
          {add}
        </EmptyState>
      ) : null}
      {rules && rules.length > 0 ? (
        <>
          <p className="panel-action">{add}</p>
          <SimpleTable
            label={say('rules.title')}
            rows={rules}
            keyOf={({ id }) => id}
            columns={[
              { title: say('rules.message'), cell: ({ message }) => <strong>{message}</strong> },
              { title: say('rules.must'), cell: ({ must }) => <code className="muted">{must}</code> },
              {
                title: say('rules.field'),
                cell: ({ field }) => (field ? (fieldOf(object, field)?.label ?? field) : '—'),
              },
              {
                title: '',
                cell: ({ active }) => (
                  <Tag color={active ? 'green' : 'gray'}>{say(active ? 'users.active' : 'users.inactive')}</Tag>
                ),
              },
              {
                title: ' ',
                align: 'end',
                cell: (rule) => (
                  <>
                    <Button size="small" type="text" onClick={() => setEdited(rule)}>
                      {say('common.edit')}
                    </Button>
                    <Button size="small" type="text" onClick={() => void setActive(rule, !rule.active).catch(failed)}>
                      {say(rule.active ? 'schema.retire' : 'schema.restore')}
                    </Button>
                  </>
                ),
              },
            ]}
          />
        </>
      ) : null}
      {edited ? (
        <RuleDialog object={object} rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  )
}
