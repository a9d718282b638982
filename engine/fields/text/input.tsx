import { TextInput } from '#web/ui/input/text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <TextInput {...props} maxLength={props.field.length ?? 255} />
