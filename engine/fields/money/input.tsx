import { shortMoney } from '#web/i18n/format-number.ts'
import { useLanguage, useSay } from '#web/i18n/language.ts'
import { NumberInput } from '#web/ui/input/number-input.tsx'
import type { InputProps } from '#web/field-view.tsx'

/** From ten thousand on the sum is echoed short (≈ ¥186万), so that a digit too many is seen. */
export const Input = (props: InputProps) => {
  const say = useSay()
  const language = useLanguage()
  const plain = typeof props.value === 'string' ? props.value.replace(/[,\s]/g, '') : ''
  const large = /^\d+(\.\d*)?$/.test(plain) && Number(plain) >= 10_000
  const echo = large ? say('input.wan', { amount: shortMoney(plain, language) }) : undefined
  return <NumberInput {...props} prefix="¥" suffix={props.inline ? undefined : echo} />
}
