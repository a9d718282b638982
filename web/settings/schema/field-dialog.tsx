import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import type { FieldMeta, ObjectMeta } from '../../api/metadata.ts'
import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { addableKinds, kindLabel } from './field-kinds.ts'
import { refreshSchema } from './refresh-schema.ts'
import { draftOf, type FieldDraft, newOptions, optionsOf } from './field-draft.ts'
import { FieldProperties } from './field-properties.tsx'
import { KindProperties } from './kind-properties.tsx'
import { fieldDetailsQuery, type FieldOptions, fieldPath } from './schema-api.ts'

interface FieldDialogProps {
  readonly object: ObjectMeta
  /** Null for a new one. */
  readonly field: FieldMeta | null
  readonly onClose: () => void
}

/** A new field, or all that can change about one: its kind, its name in the API and its data stay what they were. */
export const FieldDialog = (props: FieldDialogProps) => {
  const say = useSay()
  const { object, field, onClose } = props
  const details = useQuery({ ...fieldDetailsQuery(object.name, field?.name ?? ''), enabled: field !== null })
  if (field === null) return <Form {...props} start={draftOf(null, { zh: '', en: '' }, {})} />
  if (details.data === undefined || details.isFetching)
    return (
      <Dialog title={say('schema.editField')} width={640} onClose={onClose}>
        {details.error ? <ErrorPanel error={details.error} /> : <Skeleton rows={5} />}
      </Dialog>
    )
  const { label, options } = details.data
  return <Form {...props} start={draftOf(field, { zh: label['zh-CN'], en: label.en }, options)} />
}

const Form = ({ object, field, onClose, start }: FieldDialogProps & { start: FieldDraft }) => {
  const say = useSay()
  const [draft, setDraft] = useState(start)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const set = (part: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...part }))
  const problems = error instanceof ApiError ? error.problems : []
  const problem = (name: string) =>
    problems.find((one) => one.field === name)?.message ??
    (error instanceof ApiError && error.body['field'] === name ? error.message : undefined)
  // Of a field of the product a company changes the words and the numbers.
  const standard = field !== null && !field.custom
  const title = field ? say('schema.editField') : say('schema.newField')

  const save = async () => {
    if (draft.label.trim() === '')
      return setError(
        new ApiError(422, {
          problems: [{ field: 'label', code: 'required', message: say('form.fillIn', { field: say('schema.label') }) }],
        }),
      )
    setBusy(true)
    setError(null)
    const words = { label: draft.label.trim(), ...(draft.labelEn.trim() ? { labelEn: draft.labelEn.trim() } : {}) }
    try {
      if (field) {
        const options: FieldOptions = optionsOf(draft)
        const numbers = { pattern: options['pattern'], reset: options['reset'] }
        const changed = standard ? (draft.kind === 'serial' ? { options: numbers } : {}) : { options }
        await request(fieldPath(object.name, field.name), { method: 'PATCH', body: { ...words, ...changed } })
      } else {
        const body = { ...words, kind: draft.kind, options: newOptions(draft) }
        await request(`/schema/objects/${object.name}/fields`, { method: 'POST', body })
      }
      await refreshSchema()
      onClose()
      toast(field ? say('common.saved') : say('schema.fieldAdded', { label: words.label }))
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      width={640}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void save()}>
            {field ? say('common.save') : say('schema.newField')}
          </Button>
        </>
      }
    >
      <div className="form-column">
        <div className="field-pair">
          <Labelled
            label={say('schema.label')}
            htmlFor="field-label"
            required
            requiredText={say('form.required')}
            problem={problem('label')}
          >
            <Input
              id="field-label"
              autoFocus
              maxLength={30}
              value={draft.label}
              onChange={(event) => set({ label: event.target.value })}
            />
          </Labelled>
          <Labelled label={say('schema.labelEn')} htmlFor="field-label-en" problem={problem('labelEn')}>
            <Input
              id="field-label-en"
              maxLength={60}
              value={draft.labelEn}
              onChange={(event) => set({ labelEn: event.target.value })}
            />
          </Labelled>
        </div>
        <Labelled label={say('schema.kind')} htmlFor="field-kind" problem={problem('kind')}>
          <Select
            id="field-kind"
            disabled={field !== null}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.kind}
            onChange={(kind) => set({ kind, preset: null })}
            options={addableKinds.map((value) => ({ value: value as string, label: kindLabel(value, say) }))}
          />
        </Labelled>
        {standard && draft.kind !== 'serial' ? null : (
          <KindProperties object={object} draft={draft} existing={field?.name ?? null} problem={problem} set={set} />
        )}
        {standard ? null : <FieldProperties object={object} draft={draft} problem={problem} set={set} />}
        {error && problems.length === 0 && !(error instanceof ApiError && error.body['field']) ? (
          <ErrorPanel error={error} />
        ) : null}
      </div>
    </Dialog>
  )
}
