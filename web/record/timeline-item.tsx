import { Link } from '@tanstack/react-router'
import type { TimelineEntry } from '../api/changes.ts'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { cellOf } from '../fields.ts'
import { agoText, fullMoment } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { attentionOf } from '../ui/attention.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { RichText } from '../ui/rich-text/rich-text.tsx'
import { Spine } from '../ui/spine.tsx'
import { NamedText } from './named-text.tsx'
import { changedLabel, ChangedFields } from './changed-fields.tsx'

/** One thing that happened. `of` is the record whose timeline it stands in; it may have happened to one that belongs to it. */
export const TimelineItem = ({ entry, about, of }: { entry: TimelineEntry; about: ObjectMeta; of: string }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const object = objects.find(({ name }) => name === entry.type)
  return (
    <li className="timeline-item" data-type={entry.type}>
      {object && entry.record ? <Spine why={attentionOf(object, entry.record)} /> : null}
      <ObjectBadge object={object ?? about} />
      <div>
        <p className="timeline-head">
          <strong>{entry.actor?.name ?? say('common.system')}</strong>{' '}
          <What entry={entry} object={object} about={about} />
          <Elsewhere entry={entry} of={of} />
          <time dateTime={entry.at} title={fullMoment(entry.at)}>
            {agoText(entry.at)}
          </time>
        </p>
        {entry.op === 'update' && entry.changes ? <ChangedFields changes={entry.changes} object={about} /> : null}
        {object && entry.record ? <Body object={object} entry={entry} /> : null}
      </div>
    </li>
  )
}

/** The contact or opportunity it was about, where that is not the record itself. */
const Elsewhere = ({ entry, of }: { entry: TimelineEntry; of: string }) => {
  const { objects } = useMetadata()
  const place = entry.record?.['about'] as { object: string; id: string; title?: string } | null | undefined
  const object = objects.find(({ name }) => name === place?.object)
  if (!place || !object || place.id === of) return null
  return (
    <Link
      to="/o/$object/$id"
      params={{ object: object.name, id: place.id }}
      search={{ tab: undefined }}
      className="timeline-elsewhere"
    >
      {object.label} {place.title}
    </Link>
  )
}

/** The deed in a few words. */
const What = ({
  entry,
  object,
  about,
}: {
  entry: TimelineEntry
  object: ObjectMeta | undefined
  about: ObjectMeta
}) => {
  const say = useSay()
  if (object && entry.record) {
    const type = object.fields.find(({ kind }) => kind === 'choice')
    const value = type && entry.record[type.name]
    return <span>{type && value ? cellOf(type).text(value, type) : object.label} </span>
  }
  if (entry.op === 'create') return <span>{say('timeline.created')} </span>
  if (entry.op === 'delete') return <span>{say('timeline.deleted')} </span>
  if (entry.op === 'team') return <span>{say('audit.op.team')} </span>
  if (entry.op === 'restore') return <span>{say('timeline.restored')} </span>
  const fields = (entry.changes ?? []).map((change) => changedLabel(change, about)).join(say('common.and'))
  return <span>{say('timeline.changed', { fields })} </span>
}

const Body = ({ object, entry }: { object: ObjectMeta; entry: TimelineEntry }) => {
  const record = entry.record
  if (record === undefined) return null
  const body = object.fields.find(({ kind, name }) => (kind === 'longText' || kind === 'richText') && record[name])
  if (body?.kind === 'richText') return <RichText html={String(record[body.name])} />
  if (body) {
    return (
      <p className="timeline-text">
        <NamedText text={String(record[body.name])} people={record['mentions']} />
      </p>
    )
  }
  const title = recordTitle(object, record)
  return object.inNavigation && fieldOf(object, object.title) ? (
    <Link to="/o/$object/$id" params={{ object: object.name, id: record.id }} search={{ tab: undefined }}>
      {title}
    </Link>
  ) : (
    <p className="timeline-text">{title}</p>
  )
}
