import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import type { RecordData } from '../api/records.ts'
import { changedValues } from '../form/changed-values.ts'
import { FieldsForm, focusFirstProblem } from '../form/fields-form.tsx'
import { useForm } from '../form/use-form.ts'
import { useSay } from '../i18n/language.ts'
import { useRecord } from '../record/use-record.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { type Asked, askedBy, both } from './asked-by.ts'
import './gate-panel.css'

interface GatePanelProps {
  readonly object: ObjectMeta
  readonly row: RecordData
  /** What the stage is called that the record is to enter. */
  readonly stage: string
  readonly refused: unknown
  /** Moves the record along with these values; throws what the server says. */
  readonly onMove: (values: object) => Promise<unknown>
  /** The record stays where it was. */
  readonly onCancel: () => void
}

/** Exactly what is missing before a record may enter a stage: filled in on the spot, and saved with the move in one write. */
export const GatePanel = (props: GatePanelProps) => {
  const say = useSay()
  const phone = useIsPhone()
  const { object, row, stage, refused, onCancel } = props
  const { data: record, error, isPlaceholderData } = useRecord(object, row.id)
  const asked = askedBy(object, refused)
  const count = asked ? asked.fields.length || asked.sentences.length : 0
  const title = say('gate.title', { stage, count })
  const form =
    error !== null ? (
      <ErrorPanel error={error} />
    ) : asked === null || record === undefined || isPlaceholderData ? (
      <Skeleton rows={2} />
    ) : (
      <GateForm {...props} record={record} asked={asked} title={title} />
    )
  if (phone)
    return (
      <Dialog title={title} onClose={onCancel}>
        {form}
      </Dialog>
    )
  const press = (event: KeyboardEvent<HTMLElement>) => {
    // Esc closes the uppermost layer only: an open list of options first.
    if (event.key !== 'Escape' || event.currentTarget.querySelector('.ant-select-open')) return
    event.preventDefault()
    event.stopPropagation()
    onCancel()
  }
  return (
    <section className="gate-panel" aria-label={title} onKeyDown={press}>
      <h3>{title}</h3>
      {form}
    </section>
  )
}

const GateForm = ({
  object,
  record,
  row,
  asked,
  title,
  onMove,
  onCancel,
}: GatePanelProps & { record: RecordData; asked: Asked; title: string }) => {
  const say = useSay()
  // Without its id: what is missing is asked for at once, not only when the server says so.
  const [{ id: _, ...began }] = useState(record)
  const [more, setMore] = useState<Asked | null>(null)
  const { fields, sentences } = both(asked, more)
  const form = useForm(fields, began)
  const prefix = `gate-${row.id}`
  const save = async () => {
    const moved = await form.submit(async (values) => {
      try {
        await onMove(changedValues(fields, began, values))
      } catch (error) {
        setMore((before) => both(before ?? { fields: [], sentences: [] }, askedBy(object, error)))
        throw error
      }
    })
    if (!moved) focusFirstProblem(prefix)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save()
  }
  // What a second refusal asks for stands among the fields and sentences already.
  const shown = { ...form, error: askedBy(object, form.error) ? null : form.error }
  return (
    <form noValidate onSubmit={submit} onKeyDown={press}>
      {sentences.map((sentence) => (
        <p key={sentence} className="gate-sentence" role="alert">
          {sentence}
        </p>
      ))}
      <FieldsForm form={shown} sections={[{ label: title, fields }]} prefix={prefix} />
      {/* Pressing a button must not move it: leaving a field says what is wrong with it, which takes room. */}
      <footer onMouseDown={(event) => event.preventDefault()}>
        <Button autoFocus={fields.length === 0} onClick={onCancel}>
          {say('common.cancel')}
        </Button>
        {fields.length > 0 ? (
          <Button type="primary" htmlType="submit" loading={form.busy} title="Ctrl+Enter">
            {say('gate.go')}
          </Button>
        ) : null}
      </footer>
    </form>
  )
}
