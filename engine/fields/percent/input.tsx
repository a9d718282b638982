import { NumberInput } from '#web/ui/input/number-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

export const Input = (props: InputProps) => <NumberInput {...props} suffix="%" />
