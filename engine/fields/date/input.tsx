import { TextInput } from '#web/ui/input/text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

/** The browser's own calendar: every phone and screen reader knows it. */
export const Input = (props: InputProps) => <TextInput {...props} type="date" />
