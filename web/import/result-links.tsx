import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ImportData } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useMe } from '../api/session.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'

/** Lead to the records that this import made and changed: told by who wrote them and when. */
export const ResultLinks = ({ made, object }: { made: ImportData; object: ObjectMeta }) => {
  const say = useSay()
  const { user } = useMe()
  const { counts, startedAt, finishedAt } = made
  if (!counts || !startedAt) return null
  const within = { gte: startedAt, ...(finishedAt ? { lte: finishedAt } : {}) }
  const parts = [
    ['created', 'import.seeCreated', { createdBy: user.id, createdAt: within }],
    ['updated', 'import.seeUpdated', { updatedBy: user.id, updatedAt: within, createdAt: { lt: startedAt } }],
  ] as const
  return parts.map(([part, text, filter]) =>
    counts[part] > 0 ? (
      <Link key={part} className="button-link" to="/o/$object" params={{ object: object.name }} search={{ filter }}>
        <Button tabIndex={-1} type={part === 'created' ? 'primary' : 'default'}>
          {say(text, { count: count(counts[part]) })}
        </Button>
      </Link>
    ) : null,
  )
}
