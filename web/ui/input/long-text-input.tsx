import { Input } from 'antd'
import type { InputProps } from '../../field-view.tsx'

export const LongTextInput = (props: InputProps) => (
  <Input.TextArea
    id={props.id}
    value={typeof props.value === 'string' ? props.value : ''}
    onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
    autoSize={{ minRows: props.inline ? 1 : 3, maxRows: 12 }}
    status={props.invalid ? 'error' : ''}
    variant={props.inline ? 'borderless' : 'outlined'}
    disabled={props.disabled ?? false}
    autoFocus={props.autoFocus ?? false}
    aria-invalid={props.invalid}
    aria-describedby={props.describedBy}
    aria-required={props.field.required}
  />
)
