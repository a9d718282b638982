import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { type Conflict, conflicts, type ImportData, settleConflict } from '../api/imports.ts'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { queryClient, refreshObject } from '../api/query-client.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'
import { ValueText } from '../record/value-text.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failed, toast } from '../ui/overlay/toast.tsx'

/** Records that somebody edited after the import: the revert left them, and each waits for a decision. */
export const Conflicts = ({ made, object }: { made: ImportData; object: ObjectMeta }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const key = ['import', made.id, 'conflicts']
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => conflicts(made.id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (typeof page.next === 'string' ? page.next : undefined),
    staleTime: 0,
  })
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={4} />
  const settle = async (conflict: Conflict, wish: Parameters<typeof settleConflict>[2]) => {
    await settleConflict(made.id, conflict.id, wish)
    await Promise.all([queryClient.invalidateQueries({ queryKey: key }), refreshObject(conflict.object)])
    toast(say('import.conflictSettled', { title: conflict.title }))
  }
  const left = data.pages.flatMap((page) => page.data)
  if (left.length === 0) return <p className="import-good">✓ {say('import.conflictsSettled')}</p>
  return (
    <section className="import-section" aria-labelledby="import-conflicts">
      <h2 id="import-conflicts">{say('import.conflicts')}</h2>
      <ul className="conflicts panel">
        {left.map((conflict) => (
          <OneConflict
            key={conflict.id}
            conflict={conflict}
            object={objects.find(({ name }) => name === conflict.object) ?? object}
            onSettle={(wish) => settle(conflict, wish).catch(failed)}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('import.moreRows')}
        </Button>
      ) : null}
    </section>
  )
}

const OneConflict = ({
  conflict,
  object,
  onSettle,
}: {
  conflict: Conflict
  object: ObjectMeta
  onSettle: (wish: Parameters<typeof settleConflict>[2]) => Promise<void>
}) => {
  const say = useSay()
  const { id, title, made, fields } = conflict
  // One field needs no choosing: the two buttons are the choice.
  const [back, setBack] = useState(() => (fields.length === 1 ? fields.map(({ field }) => field) : []))
  const shown = (field: string, value: unknown, titleOf: string | undefined) => {
    const meta = fieldOf(object, field)
    if (titleOf !== undefined) return titleOf
    if (isEmpty(value)) return say('import.conflictEmpty')
    return meta ? <ValueText value={value} field={meta} /> : String(value)
  }
  return (
    <li>
      <Link to="/o/$object/$id" params={{ object: object.name, id }} search={{ tab: 'history' }} target="_blank">
        {title}
      </Link>
      {made ? (
        <p className="muted">
          {fields.length > 0
            ? say('import.conflictMade', { fields: fields.map(({ label }) => label ?? '').join(say('common.and')) })
            : say('import.conflictWorked')}
        </p>
      ) : (
        <ul className="conflict-fields">
          {fields.map((change) => (
            <li key={change.field}>
              <label>
                <input
                  type="checkbox"
                  checked={back.includes(change.field)}
                  onChange={({ target }) =>
                    setBack(target.checked ? [...back, change.field] : back.filter((name) => name !== change.field))
                  }
                />
                <span className="muted">{change.label}</span>
              </label>
              <span>
                <small className="muted">{say('import.conflictNow')}</small>{' '}
                {shown(change.field, change.new, change.newTitle)}
              </span>
              <span>
                <small className="muted">{say('import.conflictBefore')}</small>{' '}
                {shown(change.field, change.old, change.oldTitle)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <span className="conflict-choice">
        <Button size="small" onClick={() => void onSettle({})}>
          {say('import.conflictKeep')}
        </Button>
        {made ? (
          <Button size="small" danger onClick={() => void onSettle({ remove: true })}>
            {say('import.conflictRemove')}
          </Button>
        ) : (
          <Button
            size="small"
            type="primary"
            disabled={back.length === 0}
            onClick={() => void onSettle({ fields: back })}
          >
            {say('import.conflictBack')}
          </Button>
        )}
      </span>
    </li>
  )
}
