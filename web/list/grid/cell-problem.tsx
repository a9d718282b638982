import { Button } from 'antd'
import type { FieldMeta } from '../../api/metadata.ts'
import type { RecordData } from '../../api/records.ts'
import { isEmpty } from '../../field-view.tsx'
import { cellOf } from '../../fields.ts'
import { useSay } from '../../i18n/language.ts'
import type { CellEdits, Mark } from './use-cell-edits.ts'

/** Below a cell that was not saved: why, what was typed, and the ways on. Nothing that was typed is lost. */
export const CellProblem = ({
  row,
  field,
  mark,
  edits,
}: {
  row: RecordData
  field: FieldMeta
  mark: Mark
  edits: CellEdits
}) => {
  const say = useSay()
  const text = (value: unknown) => (isEmpty(value) ? '—' : cellOf(field).text(value, field))
  const leave = () => edits.mark(row.id, field.name, null)
  return (
    <div className="cell-problem" role="dialog" aria-label={mark.reason}>
      {mark.state === 'conflict' ? (
        <>
          <p>{mark.reason}</p>
          <div className="cell-problem-actions">
            <Button size="small" type="primary" onClick={() => edits.save(row, field, mark.mine, mark.version)}>
              {say('list.keepMine', { value: text(mark.mine) })}
            </Button>
            <Button size="small" onClick={leave}>
              {say('list.keepTheirs', { value: text(mark.theirs) })}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{say('list.cellFailed', { reason: mark.reason })}</p>
          <p className="muted">{say('list.cellWas', { value: text(mark.mine) })}</p>
          <div className="cell-problem-actions">
            <Button size="small" type="primary" onClick={() => edits.save(row, field, mark.mine)}>
              {say('common.retry')}
            </Button>
            <Button size="small" onClick={leave}>
              {say('common.cancel')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
