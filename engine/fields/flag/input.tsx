import type { InputProps } from '#web/field-view.tsx'
import { useSay } from '#web/i18n/language.ts'

export const Input = ({ value, onChange, id, describedBy, invalid, disabled, autoFocus, inline }: InputProps) => {
  const say = useSay()
  return (
    <label className="flag-input">
      <input
        type="checkbox"
        id={id}
        checked={value === true}
        disabled={disabled}
        autoFocus={autoFocus}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
      {inline ? null : <span>{say(value === true ? 'common.yes' : 'common.no')}</span>}
    </label>
  )
}
