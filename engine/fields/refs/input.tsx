import { ReferenceInput } from '#web/ui/input/reference-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <ReferenceInput {...props} multiple />
