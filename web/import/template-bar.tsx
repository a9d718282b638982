import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type ImportData, importTemplates } from '../api/imports.ts'
import { queryClient } from '../api/query-client.ts'
import { deleteRecord } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/overlay/confirm.tsx'
import { failed } from '../ui/overlay/toast.tsx'
import type { ImportWork } from './use-import.ts'

// A form brings the inputs of all kinds with it; most imports keep no template.
const TemplateDialog = lazy(() =>
  import('./template-dialog.tsx').then((module) => ({ default: module.TemplateDialog })),
)

/** Mappings kept under a name: one is chosen for this file, or this one is kept for the next. */
export const TemplateBar = ({ made, work }: { made: ImportData; work: ImportWork }) => {
  const say = useSay()
  const [chosen, setChosen] = useState<string | null>(null)
  const [naming, setNaming] = useState(false)
  const key = ['importTemplates', made.object]
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => importTemplates(made.object, signal) })
  const refresh = () => queryClient.invalidateQueries({ queryKey: key })
  const named = data?.find(({ id }) => id === chosen)
  const remove = async (id: string, name: string) => {
    const yes = say('common.delete')
    if (!(await confirm({ title: say('import.templateDelete', { name }), yes, danger: true }))) return
    await deleteRecord('importTemplate', id)
    setChosen(null)
    await refresh()
  }
  return (
    <span className="template-bar">
      {data && data.length > 0 ? (
        <Select
          size="small"
          aria-label={say('import.template')}
          placeholder={say('import.templateChoose')}
          value={chosen}
          options={data.map(({ id, name }) => ({ value: id, label: String(name) }))}
          onChange={async (id: string) => {
            if (await work.change({ template: id })) setChosen(id)
          }}
        />
      ) : null}
      {named ? (
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={say('import.templateDelete', { name: String(named['name']) })}
          onClick={() => void remove(named.id, String(named['name'])).catch(failed)}
        />
      ) : null}
      <Button size="small" onClick={() => setNaming(true)}>
        {say('import.templateSave')}
      </Button>
      {naming ? (
        <Suspense fallback={null}>
          <TemplateDialog id={made.id} onClose={() => setNaming(false)} onSaved={refresh} />
        </Suspense>
      ) : null}
    </span>
  )
}
