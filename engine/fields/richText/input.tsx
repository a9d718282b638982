import { LongTextInput } from '#web/ui/long-text-input.tsx'
import { paragraphs, plainText } from '#web/ui/rich-text.tsx'
import type { InputProps } from '#web/field-view.tsx'

/** Paragraphs only, until there is a rich editor: formatting that came from elsewhere is lost when the text is edited. */
export const Input = (props: InputProps) => (
  <LongTextInput
    {...props}
    value={typeof props.value === 'string' ? plainText(props.value) : ''}
    onChange={(text) => props.onChange(typeof text === 'string' ? paragraphs(text) : text)}
  />
)
