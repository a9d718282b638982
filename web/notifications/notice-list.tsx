import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { markRead, type Notice } from '../api/notifications.ts'
import { agoText, fullMoment } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'
import './notifications.css'

/** Notifications, newest first. Opening one marks it as read. */
export const NoticeList = ({ notices, onOpened }: { notices: readonly Notice[]; onOpened?: () => void }) => (
  <ul className="notices">
    {notices.map((notice) => (
      <li key={notice.id} data-unread={!notice.read || undefined}>
        <Opener notice={notice} onOpened={onOpened} />
      </li>
    ))}
  </ul>
)

const pages = { export: '/exports/$id', bulk: '/bulk-changes/$id', move: '/department-moves/$id' } as const

const Opener = ({ notice, onOpened }: { notice: Notice; onOpened: (() => void) | undefined }) => {
  const say = useSay()
  const open = () => {
    if (!notice.read) markRead({ ids: [notice.id] }).catch(failed)
    onOpened?.()
  }
  const { about, work, text, at, read } = notice
  const content: ReactNode = (
    <>
      {read ? null : <span className="notice-dot" role="img" aria-label={say('notices.isNew')} />}
      <span className="notice-text">{text}</span>
      <time dateTime={at} title={fullMoment(at)} className="muted">
        {agoText(at)}
      </time>
    </>
  )
  if (work !== null)
    return work.kind === 'import' ? (
      <Link to="/imports/$id" params={{ id: work.id }} search={{ step: undefined }} onClick={open}>
        {content}
      </Link>
    ) : (
      <Link to={pages[work.kind]} params={{ id: work.id }} onClick={open}>
        {content}
      </Link>
    )
  if (about === null)
    return (
      <button type="button" onClick={open}>
        {content}
      </button>
    )
  return about.id === null ? (
    <Link to="/o/$object" params={{ object: about.object }} onClick={open}>
      {content}
    </Link>
  ) : (
    <Link
      to="/o/$object/$id"
      params={{ object: about.object, id: about.id }}
      search={{ tab: undefined }}
      onClick={open}
    >
      {content}
    </Link>
  )
}
