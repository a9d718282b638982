import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ImportData } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'

/** Lead to the records that this import made and changed: told by who wrote them and when. */
export const ResultLinks = ({ made, object }: { made: ImportData; object: ObjectMeta }) => {
  const say = useSay()
  const { user } = useMe()
  const { objects } = useMetadata()
  const { status, counts, startedAt, finishedAt } = made
  if (!counts || !startedAt) return null
  const within = { gte: startedAt, ...(finishedAt ? { lte: finishedAt } : {}) }
  const parts = [
    ['created', 'import.seeCreated', { createdBy: user.id, createdAt: within }],
    ['updated', 'import.seeUpdated', { updatedBy: user.id, updatedAt: within, createdAt: { lt: startedAt } }],
  ] as const
  const own = parts.map(([part, text, filter]) =>
    counts[part] > 0 ? (
      <Link key={part} className="button-link" to="/o/$object" params={{ object: object.name }} search={{ filter }}>
        <Button tabIndex={-1} type={part === 'created' && status === 'done' ? 'primary' : 'default'}>
          {part === 'created' && counts.belongings
            ? say('import.seeCreatedOf', { count: count(counts[part]), object: object.label })
            : say(text, { count: count(counts[part]) })}
        </Button>
      </Link>
    ) : null,
  )
  const guests = Object.entries(counts.belongings ?? {}).map(([name, { created }]) =>
    created > 0 ? (
      <Link
        key={name}
        className="button-link"
        to="/o/$object"
        params={{ object: name }}
        search={{ filter: { createdBy: user.id, createdAt: within } }}
      >
        <Button tabIndex={-1}>
          {say('import.seeCreatedOf', {
            count: count(created),
            object: objects.find((one) => one.name === name)?.label ?? name,
          })}
        </Button>
      </Link>
    ) : null,
  )
  return [...own, ...guests]
}
