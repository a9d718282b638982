import { Select } from 'antd'
import type { InputProps } from '../../field-view.tsx'
import { useSay } from '../../i18n/language.ts'
import { useClear } from './use-clear.tsx'

/** One or several of a field's options, found by typing. A field with a flow offers only the steps that lead on from here. */
export const ChoiceInput = ({ field, value, onChange, multiple, ...props }: InputProps & { multiple?: boolean }) => {
  const say = useSay()
  const clear = useClear()
  const ways = typeof value === 'string' ? field.flow?.[value] : undefined
  const options = (field.options ?? [])
    .filter((option) => ways === undefined || option.value === value || ways.includes(option.value))
    .map((option) => ({ value: option.value, label: option.label }))
  return (
    <Select<unknown>
      id={props.id}
      className="wide"
      {...(multiple ? { mode: 'multiple' as const } : {})}
      {...(props.inline && !multiple ? { defaultOpen: true } : {})}
      options={options}
      value={value ?? (multiple ? [] : undefined)}
      onChange={(next) => onChange(next ?? null)}
      allowClear={!field.required && !props.inline && clear}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('input.choose')}
      status={props.invalid ? 'error' : ''}
      variant={props.inline ? 'borderless' : 'outlined'}
      disabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={field.required}
    />
  )
}
