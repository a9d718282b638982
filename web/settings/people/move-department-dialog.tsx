import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { RecordData } from '../../api/records.ts'
import { request } from '../../api/request.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { ReferenceInput } from '../../ui/input/reference-input.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { startMove, useDepartmentMove } from './department-move.ts'
import { MoveCourse } from './move-department-course.tsx'
import { plainField } from '../schema/plain-field.ts'

interface Contents {
  readonly data: readonly { readonly object: string; readonly label: string; readonly count: number }[]
  /** Sharing rules that name it. */
  readonly sharing: readonly string[]
}

/** All of a department goes to another: when it is given up, or becomes part of that one. */
export const MoveDepartmentDialog = ({ row, onClose }: { row: RecordData; onClose: () => void }) => {
  const say = useSay()
  const name = String(row['name'])
  const [asked, setAsked] = useState<string>()
  const course = useDepartmentMove(asked)
  const [to, setTo] = useState<unknown>(null)
  const [remove, setRemove] = useState(true)
  const [refusal, setRefusal] = useState<unknown>(null)
  const { data, error } = useQuery({
    queryKey: ['department', 'contents', row.id],
    queryFn: ({ signal }) => request<Contents>(`/departments/${row.id}/contents`, { signal }),
    staleTime: 0,
  })
  const total = data?.data.reduce((sum, one) => sum + one.count, 0) ?? 0
  const move = async () => {
    setRefusal(null)
    try {
      setAsked((await startMove(row.id, { to, remove })).id)
    } catch (refused) {
      setRefusal(refused)
    }
  }
  const asking = asked === undefined && data !== undefined
  const problem = error ?? refusal ?? course.error
  return (
    <Dialog
      title={say('departments.moveTitle', { name })}
      onClose={onClose}
      footer={
        asking ? (
          <>
            <Button onClick={onClose}>{say('common.cancel')}</Button>
            <Button type="primary" disabled={!to} onClick={() => void move()}>
              {say('departments.moveDo')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{say('common.close')}</Button>
        )
      }
    >
      {problem ? <ErrorPanel error={problem} /> : data === undefined ? <Skeleton rows={2} /> : null}
      {asking ? (
        <>
          <p>{say('departments.moveWhy')}</p>
          {total === 0 ? <p className="muted">{say('departments.empty', { name })}</p> : null}
          <ul className="owned-counts">
            {data.data.map((one) => (
              <li key={one.object}>
                {one.label} <strong>{count(one.count)}</strong>
              </li>
            ))}
          </ul>
          <Labelled label={say('departments.moveTo')} htmlFor="move-to">
            <ReferenceInput
              id="move-to"
              field={plainField('to', 'department', say('departments.moveTo'), { to: 'department' })}
              value={to}
              onChange={setTo}
            />
          </Labelled>
          <label className="flag-input">
            <input type="checkbox" checked={remove} onChange={(event) => setRemove(event.target.checked)} />
            {say('departments.moveThenDelete', { name })}
          </label>
          {data.sharing.length > 0 ? (
            <p className="problem">⚠ {say('departments.sharingStays', { rules: data.sharing.join('、') })}</p>
          ) : null}
        </>
      ) : null}
      {course.data ? <MoveCourse move={course.data} onUndone={onClose} /> : null}
    </Dialog>
  )
}
