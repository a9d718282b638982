import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { fieldOf } from '../../api/metadata.ts'
import { refreshObject } from '../../api/query-client.ts'
import { recordTitle, referenceId } from '../../api/record-title.ts'
import { createRecord, type RecordData, runBatch, updateRecord } from '../../api/records.ts'
import { useObject } from '../../api/use-metadata.ts'
import { isEmpty } from '../../field-view.tsx'
import { cellOf } from '../../fields.ts'
import { formSections } from '../../form/sections.ts'
import type { Values } from '../../form/use-form.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { failed } from '../../ui/overlay/toast.tsx'
import { FormDialog } from './form-dialog.tsx'
import { SimpleTable } from '../simple-table.tsx'
import { StageDialog } from './stage-dialog.tsx'
import { useAllRecords } from '../use-all-records.ts'
import { ApiError } from '../../api/api-error.ts'

/** Sales processes and the order of their stages. */
export const PipelinesPage = () => {
  const say = useSay()
  const pipeline = useObject('pipeline')
  const stage = useObject('stage')
  const opportunity = useObject('opportunity')
  const pipelines = useAllRecords('pipeline')
  const stages = useAllRecords('stage', { sort: 'position' })
  const [edited, setEdited] = useState<{
    object: 'pipeline' | 'stage'
    row: RecordData | null
    preset?: Values
  } | null>(null)
  const error = pipelines.error ?? stages.error
  if (pipeline === undefined || stage === undefined) return <ErrorPanel error={new ApiError(404, {})} />
  if (error) return <ErrorPanel error={error} retry={() => void pipelines.refetch()} />
  if (pipelines.data === undefined || stages.data === undefined) return <Skeleton />

  /** Stages change places by taking each other's position. */
  const swap = async (one: RecordData | undefined, other: RecordData | undefined) => {
    if (!one || !other) return
    const records = [
      { id: one.id, position: other['position'] },
      { id: other.id, position: one['position'] },
    ]
    await runBatch('stage', { operation: 'update', records, atomic: true })
    await refreshObject('stage')
  }
  const pipelineFields = formSections(pipeline).flatMap((section) => section.fields)
  /** What a stage asks for, in short. */
  const gateOf = (row: RecordData) =>
    [
      ...((row['entryFields'] ?? []) as string[]).flatMap(
        (name) => (opportunity && fieldOf(opportunity, name)?.label) ?? [],
      ),
      ...(row['entryCondition'] ? [say('pipelines.condition')] : []),
    ].join(say('common.and'))
  const shown = stage.fields.filter(
    ({ name }) => stage.list.includes(name) && !['pipeline', 'position', stage.title].includes(name),
  )

  return (
    <>
      <header className="page-head">
        <h1>{say('settings.pipelines')}</h1>
        <Button icon={<PlusOutlined />} onClick={() => setEdited({ object: 'pipeline', row: null })}>
          {say('pipelines.new')}
        </Button>
      </header>
      {pipelines.data.map((one) => {
        const own = stages.data.filter((row) => referenceId(row['pipeline']) === one.id)
        return (
          <section key={one.id} className="pipeline">
            <header className="page-head">
              <h2>{recordTitle(pipeline, one)}</h2>
              <Button size="small" type="text" onClick={() => setEdited({ object: 'pipeline', row: one })}>
                {say('common.edit')}
              </Button>
              <span className="view-space" />
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() =>
                  setEdited({ object: 'stage', row: null, preset: { pipeline: one.id, position: own.length + 1 } })
                }
              >
                {say('pipelines.newStage')}
              </Button>
            </header>
            <SimpleTable
              label={recordTitle(pipeline, one)}
              rows={own}
              keyOf={({ id }) => id}
              columns={[
                { title: stage.label, cell: (row) => <strong>{recordTitle(stage, row)}</strong> },
                ...shown.map((field) => ({
                  title: field.label,
                  cell: (row: RecordData) => {
                    const { Cell } = cellOf(field)
                    return isEmpty(row[field.name]) ? '—' : <Cell value={row[field.name]} field={field} />
                  },
                })),
                { title: say('pipelines.gate'), cell: (row: RecordData) => gateOf(row) || '—' },
                {
                  title: '',
                  align: 'end' as const,
                  cell: (row: RecordData) => {
                    const at = own.indexOf(row)
                    return (
                      <>
                        <Button
                          size="small"
                          type="text"
                          icon={<ArrowUpOutlined />}
                          disabled={at === 0}
                          aria-label={say('pipelines.up')}
                          onClick={() => void swap(row, own[at - 1]).catch(failed)}
                        />
                        <Button
                          size="small"
                          type="text"
                          icon={<ArrowDownOutlined />}
                          disabled={at === own.length - 1}
                          aria-label={say('pipelines.down')}
                          onClick={() => void swap(row, own[at + 1]).catch(failed)}
                        />
                        <Button size="small" type="text" onClick={() => setEdited({ object: 'stage', row })}>
                          {say('common.edit')}
                        </Button>
                      </>
                    )
                  },
                },
              ]}
            />
          </section>
        )
      })}
      {edited?.object === 'stage' && opportunity ? (
        <StageDialog
          stage={stage}
          opportunity={opportunity}
          row={edited.row}
          preset={edited.preset ?? {}}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {edited?.object === 'pipeline' ? (
        <FormDialog
          title={edited.row ? recordTitle(pipeline, edited.row) : say('list.new', { object: pipeline.label })}
          action={say('common.save')}
          fields={pipelineFields}
          values={{ ...edited.row }}
          onClose={() => setEdited(null)}
          onSave={async (values) => {
            const own = Object.fromEntries(
              pipelineFields.filter(({ name }) => values[name] !== undefined).map(({ name }) => [name, values[name]]),
            )
            if (edited.row) await updateRecord('pipeline', edited.row.id, own, edited.row.version)
            else await createRecord('pipeline', own)
            await refreshObject('pipeline')
          }}
        />
      ) : null}
    </>
  )
}
