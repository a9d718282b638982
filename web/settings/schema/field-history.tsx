import { useQuery } from '@tanstack/react-query'
import { fullMoment } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { fieldDetailsQuery } from './schema-api.ts'
import { schemaChanges } from './schema-changes.ts'

/** Who changed what about a field, newest first: its words, its options, the rule of its numbers. */
export const FieldHistory = ({
  object,
  field,
  label,
  onClose,
}: {
  object: string
  field: string
  label: string
  onClose: () => void
}) => {
  const say = useSay()
  const { data, error } = useQuery(fieldDetailsQuery(object, field))
  return (
    <Dialog title={say('schema.historyOf', { label })} onClose={onClose}>
      {error ? <ErrorPanel error={error} /> : data === undefined ? <Skeleton rows={3} /> : null}
      {data?.history.length === 0 ? <p className="muted">{say('schema.historyEmpty')}</p> : null}
      <ol className="schema-history">
        {data?.history.map(({ at, actor, old, new: made }) => (
          <li key={at}>
            <p>
              <strong>{actor.name ?? '—'}</strong> <time dateTime={at}>{fullMoment(at)}</time>
            </p>
            <ul>
              {old === null ? (
                <li>{say('audit.op.create')}</li>
              ) : (
                schemaChanges(old, made, { yes: say('common.yes'), no: say('common.no') }).map(({ name, was, is }) => (
                  <li key={name}>
                    {say(`schema.fact.${name}`)}: <span className="muted">{was}</span> → {is}
                  </li>
                ))
              )}
            </ul>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
