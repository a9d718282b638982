import type { InputProps } from '../field-view.tsx'
import { inputs } from '../inputs.ts'
import { useSay } from '../i18n/language.ts'

/** The input of a field by its kind. `label` names it where no visible label does. */
export const FieldInput = ({ label, ...props }: InputProps & { label?: string }) => {
  const say = useSay()
  const Input = inputs[props.field.kind]
  if (Input === undefined) return <p className="help">{say('input.notHere')}</p>
  return label ? (
    <span role="group" aria-label={label} className="wide">
      <Input {...props} />
    </span>
  ) : (
    <Input {...props} />
  )
}
