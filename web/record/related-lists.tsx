import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { PlusOutlined } from '@ant-design/icons'
import { fieldOf, type ObjectMeta, type RelatedMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { fieldPaths, recordTitle } from '../api/record-title.ts'
import { listRecords, type RecordData } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'

/** Rows shown of each; the rest is one click away. */
const shownRows = 5
const shownFields = 3

export const RelatedLists = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const { objects } = useMetadata()
  return (
    <div className="related-lists">
      {object.related.map((related) => {
        const other = objects.find(({ name }) => name === related.object)
        return other ? (
          <RelatedList key={`${related.object} ${related.field}`} related={related} other={other} record={record} />
        ) : null
      })}
    </div>
  )
}

/** One card of records that point here. It loads, and fails, by itself. */
const RelatedList = ({ related, other, record }: { related: RelatedMeta; other: ObjectMeta; record: RecordData }) => {
  const say = useSay()
  const metadata = useMetadata()
  const { href } = useLocation()
  const details = other.list
    .filter((name) => name !== other.title && name !== related.field && fieldOf(other, name)?.kind !== 'serial')
    .slice(0, shownFields)
  const filter = { [related.field]: record.id }
  const { data, error, refetch } = useQuery({
    queryKey: recordsKey(other.name, 'related', related.field, record.id),
    queryFn: ({ signal }) =>
      listRecords(
        other.name,
        { filter, fields: fieldPaths(other, details, metadata), limit: shownRows, total: true },
        signal,
      ),
  })
  const total = data?.total?.value
  return (
    <section className="related panel">
      <header>
        <ObjectBadge object={other} />
        <h2>{related.label}</h2>
        {total === undefined ? null : (
          <Link to="/o/$object" params={{ object: other.name }} search={{ filter }} className="related-total">
            {count(total)}
          </Link>
        )}
        <span className="view-space" />
        {other.rights.create ? (
          <Link
            to="/o/$object/new"
            params={{ object: other.name }}
            search={{ preset: filter, back: href }}
            className="related-new"
            aria-label={say('record.newRelated', { object: other.label })}
          >
            <PlusOutlined /> {say('top.new')}
          </Link>
        ) : null}
      </header>
      {error ? (
        <p className="related-note">
          {say('record.relatedFailed')}{' '}
          <button type="button" className="link-button" onClick={() => void refetch()}>
            {say('common.retry')}
          </button>
        </p>
      ) : null}
      {data?.data.length === 0 ? (
        <p className="related-note muted">{say('record.noRelated', { object: related.label })}</p>
      ) : null}
      <ul>
        {data?.data.map((row) => (
          <li key={row.id}>
            <Link to="/o/$object/$id" params={{ object: other.name, id: row.id }} search={{ tab: undefined }}>
              {recordTitle(other, row)}
            </Link>
            <span className="related-details">
              {details.map((name) => {
                const field = fieldOf(other, name)
                if (field === undefined || isEmpty(row[name])) return null
                const { Cell } = cellOf(field)
                return (
                  <span key={name}>
                    <Cell value={row[name]} field={field} />
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
