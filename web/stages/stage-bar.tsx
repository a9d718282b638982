import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { referenceId } from '../api/record-title.ts'
import { allowed, type RecordData } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'
import { askedBy } from './asked-by.ts'
import { moveRecord } from './move-record.ts'
import { pathOf, type Step } from './path-of.ts'
import './stage-bar.css'

const GatePanel = lazy(() => import('./gate-panel.tsx').then((module) => ({ default: module.GatePanel })))

/** Where a record stands on its way, what matters there, and the way on: a press or Shift with an arrow moves it. */
export const StageBar = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const path = pathOf(object, objects, record)
  const bar = useRef<HTMLOListElement>(null)
  const [held, setHeld] = useState<{ to: Step; refused: unknown } | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const group = fieldOf(object, object.board?.group ?? '')
  const at = path.findIndex(({ value }) => value === referenceId(record[group?.name ?? '']))
  if (group === undefined) return null
  // It keeps its place until the whole record is there.
  if (path.length === 0) return record['path'] === undefined ? <div className="stages stages-wait" /> : null
  const movable = allowed(object, record, 'update') && !group.readOnly

  const go = async (to: Step | undefined) => {
    if (!movable || to === undefined || to === path[at] || busy) return
    setHeld(null)
    setBusy(to.value)
    try {
      await moveRecord(object, record, to)
    } catch (refused) {
      if (askedBy(object, refused)) setHeld({ to, refused })
      else failed(refused)
    } finally {
      setBusy(null)
    }
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined || !event.shiftKey) return
    event.preventDefault()
    void go(path[at + step])
  }
  const done = () => {
    setHeld(null)
    requestAnimationFrame(() => bar.current?.querySelector<HTMLElement>('[aria-current]')?.focus())
  }
  return (
    <section className="stages">
      <ol ref={bar} className="stage-bar" aria-label={group.label} onKeyDown={press}>
        {path.map((one, index) => (
          <li key={one.value} data-past={index < at || undefined} data-held={one === held?.to || undefined}>
            <button
              type="button"
              aria-current={index === at ? 'step' : undefined}
              aria-busy={busy === one.value || undefined}
              disabled={!movable && index !== at}
              onClick={() => void go(one)}
            >
              {one.label}
            </button>
          </li>
        ))}
      </ol>
      {held ? (
        <Suspense fallback={null}>
          <GatePanel
            key={held.to.value}
            object={object}
            row={record}
            stage={held.to.label}
            refused={held.refused}
            onMove={(values) => moveRecord(object, record, held.to, values).then(done)}
            onCancel={done}
          />
        </Suspense>
      ) : (
        <Guide object={object} record={record} step={path[at]} label={say('gate.guide')} />
      )}
    </section>
  )
}

/** What the stage is about: its key fields as they are, and what to do. */
const Guide = ({
  object,
  record,
  step,
  label,
}: {
  object: ObjectMeta
  record: RecordData
  step: Step | undefined
  label: string
}) => {
  const fields = (step?.keyFields ?? []).flatMap((name) => fieldOf(object, name) ?? [])
  if (!step || (fields.length === 0 && step.guidance === '')) return null
  return (
    <div className="stage-guide" role="note" aria-label={label}>
      {fields.length > 0 ? (
        <dl>
          {fields.map((field) => {
            const { Cell } = cellOf(field)
            const value = record[field.name]
            return (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>{isEmpty(value) ? <span className="muted">—</span> : <Cell value={value} field={field} />}</dd>
              </div>
            )
          })}
        </dl>
      ) : null}
      {step.guidance ? <p>{step.guidance}</p> : null}
    </div>
  )
}
