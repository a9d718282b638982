import type { InputProps } from '#web/field-view.tsx'

export const Input = ({ field, value, onChange, id, describedBy, invalid, disabled, autoFocus, inline }: InputProps) => (
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
    {inline ? null : <span>{field.label}</span>}
  </label>
)
