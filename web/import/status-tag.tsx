import type { ImportData } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { Tag } from '../ui/tag.tsx'

const tones: Partial<Record<ImportData['status'], string>> = {
  checked: 'info',
  checking: 'info',
  running: 'info',
  done: 'success',
  failed: 'error',
  cancelled: 'warning',
}

export const StatusTag = ({ status }: { status: ImportData['status'] }) => (
  <Tag color={tones[status]}>{useSay()(`import.status.${status}`)}</Tag>
)
