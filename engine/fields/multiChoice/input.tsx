import { ChoiceInput } from '#web/ui/input/choice-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <ChoiceInput {...props} multiple />
