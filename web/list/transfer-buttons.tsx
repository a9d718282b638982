import { DownloadOutlined, EllipsisOutlined, UploadOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSay } from '../i18n/language.ts'
import { usePageCommands } from '../shell/page-commands.ts'
import { Menu } from '../ui/overlay/menu.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import type { List } from './use-list.ts'

const ExportDialog = lazy(() =>
  import('../export/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
)

/** The way of records into the list and out of it as files, for whom it is open. */
export const TransferButtons = ({ list }: { list: List }) => {
  const say = useSay()
  const navigate = useNavigate()
  const phone = useIsPhone()
  const [exporting, setExporting] = useState(false)
  const { name, plural, rights } = list.object
  const params = { object: name }
  const bring = { key: 'import', label: say('import.action'), icon: <UploadOutlined /> }
  const take = { key: 'export', label: say('export.action'), icon: <DownloadOutlined /> }
  usePageCommands(rights.export ? [{ ...take, run: () => setExporting(true) }] : [])
  if (!rights.import && !rights.export) return null
  const dialog = exporting ? (
    <Suspense fallback={null}>
      <ExportDialog list={list} onClose={() => setExporting(false)} />
    </Suspense>
  ) : null
  if (phone)
    return (
      <>
        <Menu
          end
          label={say('common.more')}
          button={<Button icon={<EllipsisOutlined />} aria-label={say('common.more')} />}
          items={[
            ...(rights.import ? [{ ...bring, run: () => void navigate({ to: '/o/$object/import', params }) }] : []),
            ...(rights.export ? [{ ...take, run: () => setExporting(true) }] : []),
          ]}
        />
        {dialog}
      </>
    )
  return (
    <>
      {rights.import ? (
        <Link
          to="/o/$object/import"
          params={params}
          className="button-link"
          aria-label={say('import.of', { object: plural })}
        >
          <Button icon={bring.icon} tabIndex={-1}>
            {bring.label}
          </Button>
        </Link>
      ) : null}
      {rights.export ? (
        <Button icon={take.icon} onClick={() => setExporting(true)}>
          {take.label}
        </Button>
      ) : null}
      {dialog}
    </>
  )
}
