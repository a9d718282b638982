import { Button, Input, Select } from 'antd'
import { isShown, type FieldMeta, type ObjectMeta } from '../../api/metadata.ts'
import { refreshObject } from '../../api/query-client.ts'
import { recordTitle } from '../../api/record-title.ts'
import { createRecord, type RecordData, updateRecord } from '../../api/records.ts'
import { changedValues } from '../../form/changed-values.ts'
import { FieldsForm, focusFirstProblem } from '../../form/fields-form.tsx'
import { formSections } from '../../form/sections.ts'
import { useForm, type Values } from '../../form/use-form.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { ConditionInput } from '../conditions/condition-input.tsx'

const mostKeyFields = 5
const plain = ['name', 'probability', 'outcome']

interface StageDialogProps {
  readonly stage: ObjectMeta
  /** What goes through the stages. */
  readonly opportunity: ObjectMeta
  /** Null for a new one, which begins with these values. */
  readonly row: RecordData | null
  readonly preset: Values
  readonly onClose: () => void
}

/** A stage: what it is, what must be there before an opportunity enters it, and what helps while it stands there. */
export const StageDialog = ({ stage, opportunity, row, preset, onClose }: StageDialogProps) => {
  const say = useSay()
  const fields = formSections(stage).flatMap((section) => section.fields)
  const began = row ?? preset
  const form = useForm(fields, began)
  const known = new Map(fields.map((field) => [field.name, field]))
  const save = async () => {
    const saved = await form.submit(async (values) => {
      if (row) await updateRecord(stage.name, row.id, changedValues(fields, row, values), row.version)
      else await createRecord(stage.name, { ...preset, ...changedValues(fields, {}, values) })
      await refreshObject(stage.name)
    })
    if (saved) onClose()
    else focusFirstProblem('stage')
  }
  const part = (name: string) => ({
    label: known.get(name)?.label,
    htmlFor: `stage-${name}`,
    help: known.get(name)?.help,
    problem: form.problems[name],
  })
  const words = (name: string) => String(form.values[name] ?? '')
  const text = (name: string, maxLength: number) => (
    <Labelled {...part(name)}>
      <Input
        id={`stage-${name}`}
        maxLength={maxLength}
        value={words(name)}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Labelled>
  )
  const choice = (name: string, offered: readonly FieldMeta[], most?: number) => (
    <Labelled {...part(name)}>
      <Select<string[]>
        id={`stage-${name}`}
        mode="multiple"
        {...(most ? { maxCount: most } : {})}
        showSearch={{ optionFilterProp: 'label' }}
        options={offered.map((field) => ({ value: field.name, label: field.label }))}
        // What went out of use asks for nothing any more.
        value={((form.values[name] ?? []) as string[]).filter((one) => offered.some((field) => field.name === one))}
        onChange={(names) => form.set(name, names)}
      />
    </Labelled>
  )
  return (
    <Dialog
      title={row ? recordTitle(stage, row) : say('list.new', { object: stage.label })}
      width={640}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" loading={form.busy} onClick={() => void save()}>
            {say('common.save')}
          </Button>
        </>
      }
    >
      <FieldsForm
        form={form}
        sections={[{ label: stage.label, fields: fields.filter(({ name }) => plain.includes(name)) }]}
        prefix="stage"
      />
      <div className="form-column">
        <h3>{say('pipelines.gate')}</h3>
        <p className="help">{say('pipelines.gateHelp')}</p>
        {choice('entryFields', opportunity.fields.filter(isFillable))}
        <Labelled {...part('entryCondition')}>
          <ConditionInput
            id="stage-entryCondition"
            object={opportunity}
            value={words('entryCondition')}
            onChange={(source) => form.set('entryCondition', source)}
          />
        </Labelled>
        {words('entryCondition').trim() ? (
          <div className="field-pair">
            {text('entryMessage', 120)}
            {text('entryMessageEn', 160)}
          </div>
        ) : null}
        <h3>{say('pipelines.guide')}</h3>
        {choice('keyFields', opportunity.fields.filter(isShown), mostKeyFields)}
        <Labelled {...part('guidance')}>
          <Input.TextArea
            id="stage-guidance"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2_000}
            value={words('guidance')}
            onChange={(event) => form.set('guidance', event.target.value)}
          />
        </Labelled>
      </div>
    </Dialog>
  )
}

const made = new Set(['serial', 'formula', 'rollup'])
/** Where a opportunity stands is what the stages say themselves. */
const places = new Set(['pipeline', 'stage'])

const isFillable = (field: FieldMeta) =>
  isShown(field) &&
  !field.system &&
  !field.readOnly &&
  !field.computed &&
  !made.has(field.kind) &&
  !places.has(field.name)
