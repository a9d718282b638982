import { Select, Switch } from 'antd'
import { usualQuietHours, type QuietHours as Hours } from '#shared/quiet-hours'
import { useMe } from '../api/session.ts'
import { currentLanguage, useSay } from '../i18n/language.ts'
import { PlainInput } from '../ui/input/plain-input.tsx'
import './quiet-hours-form.css'

const days = [1, 2, 3, 4, 5, 6, 7]
/** 2024-01-01 was a Monday. */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(currentLanguage(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone

/** When people are not to be disturbed: from when to when, on which days, by whose clock. In force at once. */
export const QuietHoursForm = ({
  hours,
  title,
  why,
  onChange,
  ofCompany = false,
}: {
  hours: Hours
  title: string
  why: string
  onChange: (change: Partial<Hours>) => void
  /** What the company sets goes by its own clock. */
  ofCompany?: boolean
}) => {
  const say = useSay()
  const { workspace } = useMe()
  const zones = ofCompany ? [] : [...new Set([workspace.zone, zoneHere, ...(hours.zone ? [hours.zone] : [])])]
  return (
    <section className="panel quiet-hours" aria-labelledby="quiet-hours-title">
      <label className="quiet-hours-head">
        <h2 id="quiet-hours-title">{title}</h2>
        <Switch checked={hours.on} onChange={(on) => onChange({ on })} aria-labelledby="quiet-hours-title" />
      </label>
      <p className="muted">{why}</p>
      {hours.on ? (
        <>
          <div className="quiet-hours-times">
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                {say(`quiet.${end}`)}
                <PlainInput
                  type="time"
                  required
                  value={hours[end]}
                  onChange={({ target }) => onChange({ [end]: target.value || usualQuietHours[end] })}
                />
              </label>
            ))}
            <span className="muted">{hours.from < hours.to ? '' : say('quiet.nextDay')}</span>
          </div>
          <Days legend={say('quiet.days')} chosen={hours.days} onChange={(chosen) => onChange({ days: chosen })} />
          <Days
            legend={say('quiet.wholeDays')}
            chosen={hours.wholeDays}
            onChange={(chosen) => onChange({ wholeDays: chosen })}
          />
          {zones.length > 1 ? (
            <label className="quiet-hours-zone">
              {say('quiet.zone')}
              <Select
                aria-label={say('quiet.zone')}
                value={hours.zone ?? workspace.zone}
                onChange={(zone) => onChange({ zone: zone === workspace.zone ? null : zone })}
                options={zones.map((value) => ({
                  value,
                  label: value === workspace.zone ? say('quiet.companyZone', { zone: value }) : value,
                }))}
                popupMatchSelectWidth={false}
              />
            </label>
          ) : null}
        </>
      ) : null}
    </section>
  )
}

const Days = ({
  legend,
  chosen,
  onChange,
}: {
  legend: string
  chosen: readonly number[]
  onChange: (days: number[]) => void
}) => (
  <fieldset className="quiet-hours-days">
    <legend>{legend}</legend>
    {days.map((day) => (
      <label key={day}>
        <input
          type="checkbox"
          checked={chosen.includes(day)}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, day].sort((a, b) => a - b) : chosen.filter((one) => one !== day))
          }
        />
        {dayName(day)}
      </label>
    ))}
  </fieldset>
)
