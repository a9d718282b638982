import { referenceTitle } from '../api/record-title.ts'
import type { CellProps } from '../field-view.tsx'
import { t } from '../i18n/language.ts'

const hidden = (value: unknown): boolean => typeof value === 'object' && value !== null && 'hidden' in value

/** The title of the other record; of one that may not be seen, only that it is there. */
export const referenceText = (value: unknown): string =>
  hidden(value) ? t('cell.hidden') : typeof value === 'string' ? '…' : referenceTitle(value)

export const ReferenceText = ({ value }: CellProps) =>
  hidden(value) ? <span className="muted">🔒 {t('cell.hidden')}</span> : <>{referenceText(value)}</>
