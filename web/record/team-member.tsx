import { useState } from 'react'
import type { May, Member } from '../api/team.ts'
import { dateText, fromLocalInput, toLocalInput } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { PlainInput } from '../ui/input/plain-input.tsx'
import { RightChoice } from './right-choice.tsx'

/** One colleague: her right and its end, changed in place. */
export const TeamMember = ({
  member,
  changeable,
  onChange,
  onRemove,
}: {
  member: Member
  changeable: boolean
  onChange: (right: { may: May; until: string | null }) => void
  onRemove: () => void
}) => {
  const say = useSay()
  const { user, may, until, addedBy, addedAt } = member
  // Until a day means until its end.
  const day = until ? toLocalInput(until).slice(0, 10) : ''
  const [opened] = useState(Date.now)
  const over = until !== null && Date.parse(until) < opened
  // Half a year typed by hand is no day yet.
  const endOn = (value: string) => {
    if (value === day || (value !== '' && value < '2000')) return
    onChange({ may, until: value ? fromLocalInput(`${value}T23:59`) : null })
  }
  return (
    <li data-over={over || undefined}>
      <div className="team-who">
        <strong>{user.name}</strong>
        <span className="muted">
          {addedBy
            ? say('team.addedBy', { name: addedBy.name, day: dateText(toLocalInput(addedAt).slice(0, 10)) })
            : null}
          {over ? ` · ${say('team.over')}` : null}
        </span>
      </div>
      {changeable ? (
        <>
          <RightChoice
            label={say('team.rightOf', { name: user.name })}
            value={may}
            onChange={(next) => onChange({ may: next, until })}
          />
          <label className="team-until" title={say('team.untilHelp')}>
            <span className="muted">{say('team.untilShort')}</span>
            <PlainInput
              key={day}
              type="date"
              aria-label={say('team.until', { name: user.name })}
              defaultValue={day}
              onBlur={({ target }) => endOn(target.value)}
              onKeyDown={({ key, currentTarget }) => key === 'Enter' && endOn(currentTarget.value)}
            />
          </label>
          <button
            type="button"
            className="icon-button"
            aria-label={say('team.remove', { name: user.name })}
            onClick={onRemove}
          >
            ×
          </button>
        </>
      ) : (
        <span className="muted">
          {say(`team.may.${may}`)}
          {day ? ` · ${say('team.untilDay', { day: dateText(day) })}` : ''}
        </span>
      )}
    </li>
  )
}
