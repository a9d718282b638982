import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { PlusOutlined } from '@ant-design/icons'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import type { RecordData } from '../api/records.ts'
import { getRelated, type Related } from '../api/related.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { linkedBy, presetFor } from './links.ts'

/** Rows shown of each; the rest is one click away. */
const shownRows = 5
const shownFields = 3

/** The lists of what points at a record, all of them by one call. */
export const RelatedLists = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const { objects } = useMetadata()
  const { data, error, refetch } = useQuery({
    queryKey: ['related', object.name, record.id],
    queryFn: ({ signal }) => getRelated(object.name, record.id, shownRows, signal),
  })
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={8} />
  return (
    <div className="related-lists">
      {data.map((related) => {
        const other = objects.find(({ name }) => name === related.object)
        return other ? (
          <RelatedList key={related.name} related={related} other={other} object={object} record={record} />
        ) : null
      })}
    </div>
  )
}

const RelatedList = ({
  related,
  other,
  object,
  record,
}: {
  related: Related
  other: ObjectMeta
  object: ObjectMeta
  record: RecordData
}) => {
  const say = useSay()
  const { href } = useLocation()
  const field = fieldOf(other, related.field)
  const details = other.list
    .filter((name) => name !== other.title && name !== related.field && fieldOf(other, name)?.kind !== 'serial')
    .slice(0, shownFields)
  const preset = presetFor(object, record.id, other, related.field)
  return (
    <section className="related panel">
      <header>
        <ObjectBadge object={other} />
        <h2>{related.label}</h2>
        {field ? (
          <Link
            to="/o/$object"
            params={{ object: other.name }}
            search={{ filter: linkedBy(field, object, record.id) }}
            className="related-total"
            aria-label={say('record.seeAllOf', { object: related.label, count: count(related.total.value) })}
          >
            {count(related.total.value)}
          </Link>
        ) : null}
        <span className="view-space" />
        {other.rights.create && preset ? (
          <Link
            to="/o/$object/new"
            params={{ object: other.name }}
            search={{ preset, back: href }}
            className="related-new"
            aria-label={say('record.newRelated', { object: related.label })}
          >
            <PlusOutlined /> {say('top.new')}
          </Link>
        ) : null}
      </header>
      {related.records.length === 0 ? (
        <p className="related-note muted">{say('record.noRelated', { object: related.label })}</p>
      ) : null}
      <ul>
        {related.records.map((row) => (
          <li key={row.id}>
            <Link to="/o/$object/$id" params={{ object: other.name, id: row.id }} search={{ tab: undefined }}>
              {recordTitle(other, row)}
            </Link>
            <span className="related-details">
              {details.map((name) => {
                const detail = fieldOf(other, name)
                if (detail === undefined || isEmpty(row[name])) return null
                const { Cell } = cellOf(detail)
                return (
                  <span key={name}>
                    <Cell value={row[name]} field={detail} />
                  </span>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
