import { useState } from 'react'
import { TextInput } from '#web/ui/input/text-input.tsx'
import type { InputProps } from '#web/field-view.tsx'
import { phoneText } from '#web/ui/phone-text.ts'

/** The stored number as people write it, until it is typed over: the server understands both. */
export const Input = (props: InputProps) => {
  const [stored] = useState(props.value)
  const value = typeof stored === 'string' && props.value === stored ? phoneText(stored) : props.value
  return <TextInput {...props} value={value} type="tel" />
}
