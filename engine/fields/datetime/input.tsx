import { fromLocalInput, toLocalInput } from '#web/i18n/format-date.ts'
import { TextInput } from '#web/ui/input/text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

/** Shown and typed in the workspace's zone, stored in UTC. */
export const Input = (props: InputProps) => (
  <TextInput
    {...props}
    type="datetime-local"
    value={typeof props.value === 'string' && props.value !== '' ? toLocalInput(props.value) : ''}
    onChange={(local) => props.onChange(typeof local === 'string' && local !== '' ? fromLocalInput(local) : null)}
  />
)
