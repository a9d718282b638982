import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { queryClient } from '../../api/query-client.ts'
import type { RecordData } from '../../api/records.ts'
import { request } from '../../api/request.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { ReferenceInput } from '../../ui/input/reference-input.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { plainField } from '../schema/plain-field.ts'

interface Owned {
  readonly data: readonly { readonly object: string; readonly label: string; readonly count: number }[]
}

interface Moved {
  readonly moved: number
  readonly failed: number
  readonly left: number
}

/** Everything that somebody owns goes to a colleague: when she leaves, or changes her work. */
export const TransferDialog = ({ user, onClose }: { user: RecordData; onClose: () => void }) => {
  const say = useSay()
  const name = String(user['name'])
  const { data, error } = useQuery({
    queryKey: ['user', 'records', user.id],
    queryFn: () => request<Owned>(`/users/${user.id}/records`),
    staleTime: 0,
  })
  const [to, setTo] = useState<unknown>(null)
  const [done, setDone] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const total = data?.data.reduce((sum, one) => sum + one.count, 0) ?? 0
  const transfer = async () => {
    setRefusal(null)
    let moved = 0
    setDone(0)
    try {
      for (;;) {
        const step = await request<Moved>(`/users/${user.id}/transfer`, { method: 'POST', body: { to } })
        setDone((moved += step.moved))
        // What some rule keeps where it is would be tried for ever.
        if (step.left === 0 || step.moved === 0) break
      }
      await queryClient.invalidateQueries()
      onClose()
      toast(say('users.transferred', { count: count(moved) }))
    } catch (refused) {
      setRefusal(refused)
      setDone(null)
    }
  }
  return (
    <Dialog
      title={say('users.transferTitle', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('users.transferKeep')}</Button>
          <Button type="primary" disabled={total === 0 || !to} loading={done !== null} onClick={() => void transfer()}>
            {say('users.transferDo', { count: count(total - (done ?? 0)) })}
          </Button>
        </>
      }
    >
      {error || refusal ? <ErrorPanel error={error ?? refusal} /> : data === undefined ? <Skeleton rows={2} /> : null}
      {data && total === 0 ? <p className="muted">{say('users.transferNone', { name })}</p> : null}
      {total > 0 ? (
        <>
          <p>{say('users.transferWhy')}</p>
          <ul className="owned-counts">
            {data?.data.map((one) => (
              <li key={one.object}>
                {one.label} <strong>{count(one.count)}</strong>
              </li>
            ))}
          </ul>
          <Labelled label={say('users.transferTo')} htmlFor="transfer-to">
            <ReferenceInput
              id="transfer-to"
              field={plainField('to', 'user', say('users.transferTo'))}
              value={to}
              onChange={setTo}
            />
          </Labelled>
        </>
      ) : null}
    </Dialog>
  )
}
