import { Button } from 'antd'
import { useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import type { RecordData } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { RelatedLists } from './related-lists.tsx'

/** The right column of a wide screen, drawn out at a button where there is no room for it. */
export const RelatedDrawer = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="record-drawer" size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {say('record.related')}
      </Button>
      {open ? (
        <Dialog title={say('record.related')} width={400} drawer onClose={() => setOpen(false)}>
          <RelatedLists object={object} record={record} />
        </Dialog>
      ) : null}
    </>
  )
}
