import { CheckOutlined } from '@ant-design/icons'
import { useSay } from '../i18n/language.ts'
import { type Step, steps } from './step-of.ts'

/** The five steps, with where one is. */
export const StepLine = ({ step }: { step: Step }) => {
  const say = useSay()
  const at = steps.indexOf(step)
  return (
    <ol className="import-steps" aria-label={say('import.steps')}>
      {steps.map((name, index) => (
        <li key={name} data-done={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
          <span className="import-step-number" aria-hidden="true">
            {index < at ? <CheckOutlined /> : index + 1}
          </span>
          <span className="import-step-name">{say(`import.step.${name}`)}</span>
        </li>
      ))}
    </ol>
  )
}
