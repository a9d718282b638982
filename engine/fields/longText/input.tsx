import { LongTextInput } from '#web/ui/input/long-text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <LongTextInput {...props} />
