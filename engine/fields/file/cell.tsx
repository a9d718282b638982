import { lazy, Suspense } from 'react'
import { defineCell } from '#web/field-view.tsx'
import { t } from '#web/i18n/language.ts'
import { Popover } from '#web/ui/overlay/popover.tsx'

// Names are asked for when somebody wants to see them, not for each row of a list.
const FileList = lazy(() => import('#web/ui/file-list.tsx').then((module) => ({ default: module.FileList })))

const idsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : [])
const text = (value: unknown) => t('cell.files', { count: idsOf(value).length })

export const cell = defineCell({
  Cell: ({ value }) => (
    <Popover
      label={t('files.list')}
      button={
        <button type="button" className="cell-files" tabIndex={-1}>
          {text(value)}
        </button>
      }
    >
      {() => (
        <Suspense fallback={null}>
          <FileList ids={idsOf(value)} />
        </Suspense>
      )}
    </Popover>
  ),
  text,
  width: 110,
})
