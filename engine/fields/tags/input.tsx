import { Select } from 'antd'
import { useSay } from '#web/i18n/language.ts'
import type { InputProps } from '#web/field-view.tsx'

export const Input = ({ value, onChange, id, describedBy, invalid, disabled, autoFocus, inline }: InputProps) => {
  const say = useSay()
  return (
    <Select
      mode="tags"
      open={false}
      id={id}
      className="wide"
      aria-describedby={describedBy}
      status={invalid ? 'error' : ''}
      variant={inline ? 'borderless' : 'outlined'}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      placeholder={say('input.addTag')}
      suffixIcon={null}
      tokenSeparators={[',', '，', '、', ';', '；']}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={onChange}
    />
  )
}
