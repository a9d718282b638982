import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { fieldDetailsQuery, objectUsagesQuery } from './schema-api.ts'
import { Usages } from './usages.tsx'

/** Before a field or an object goes out of use: everything that uses it, and what has to be changed first. */
export const ImpactDialog = ({
  object,
  field,
  label,
  onRetire,
  onClose,
}: {
  object: string
  /** Without one it is the object that goes. */
  field?: string
  label: string
  onRetire: () => Promise<unknown>
  onClose: () => void
}) => {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const ofField = useQuery({ ...fieldDetailsQuery(object, field ?? ''), enabled: field !== undefined })
  const ofObject = useQuery({ ...objectUsagesQuery(object), enabled: field === undefined })
  const { data, error } = field === undefined ? ofObject : ofField
  const usages = data?.usages
  const broken = usages?.some(({ breaks }) => breaks)
  const retire = async () => {
    setBusy(true)
    try {
      await onRetire()
      onClose()
    } catch (refused) {
      setRefusal(refused)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={say('schema.retireTitle', { label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" danger disabled={broken !== false} loading={busy} onClick={() => void retire()}>
            {say('schema.retire')}
          </Button>
        </>
      }
    >
      <p>{say('schema.retireWhy')}</p>
      {error || refusal ? <ErrorPanel error={error ?? refusal} /> : usages === undefined ? <Skeleton rows={2} /> : null}
      {usages?.length === 0 ? <p className="muted">{say('schema.unused')}</p> : null}
      {usages && usages.length > 0 ? <Usages usages={usages} /> : null}
      {broken ? <p className="problem">{say('schema.retireFirst')}</p> : null}
    </Dialog>
  )
}
