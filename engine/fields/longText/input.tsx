import { LongTextInput } from '#web/ui/long-text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <LongTextInput {...props} />
