import { Input } from 'antd'
import type { HTMLAttributes, HTMLInputTypeAttribute } from 'react'
import type { InputProps } from '../../field-view.tsx'

export interface TextInputProps extends InputProps {
  readonly type?: HTMLInputTypeAttribute
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  readonly maxLength?: number
  readonly prefix?: string
  readonly suffix?: string | undefined
}

/** One line of anything that is text in JSON. Cleared, it is null. */
export const TextInput = (props: TextInputProps) => (
  <Input
    id={props.id}
    type={props.type ?? 'text'}
    inputMode={props.inputMode}
    maxLength={props.maxLength}
    placeholder={props.placeholder}
    prefix={props.prefix}
    suffix={props.suffix ? <span className="muted">{props.suffix}</span> : undefined}
    value={typeof props.value === 'string' || typeof props.value === 'number' ? props.value : ''}
    onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
    status={props.invalid ? 'error' : ''}
    variant={props.inline ? 'borderless' : 'outlined'}
    disabled={props.disabled ?? false}
    autoFocus={props.autoFocus ?? false}
    autoComplete="off"
    aria-invalid={props.invalid}
    aria-describedby={props.describedBy}
    aria-required={props.field.required}
  />
)
