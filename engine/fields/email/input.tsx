import { TextInput } from '#web/ui/input/text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

// Not type="email": the browser's own check would refuse in its words, before ours and in another place.
export const Input = (props: InputProps) => <TextInput {...props} inputMode="email" />
