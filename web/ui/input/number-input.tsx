import { TextInput, type TextInputProps } from './text-input.tsx'

/** Digits as text: a decimal never becomes a float on its way, and 1.2万 may be typed. Whole numbers go as numbers. */
export const NumberInput = (props: TextInputProps) => (
  <TextInput
    {...props}
    inputMode="decimal"
    onChange={(text) => {
      const plain = typeof text === 'string' ? text.replace(/[,\s]/g, '') : ''
      const whole = props.field.kind === 'integer' && /^-?\d{1,15}$/.test(plain)
      props.onChange(plain === '' ? null : whole ? Number(plain) : text)
    }}
  />
)
