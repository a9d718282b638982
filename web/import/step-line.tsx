import { CheckOutlined } from '@ant-design/icons'
import { useEffect, useRef } from 'react'
import { useSay } from '../i18n/language.ts'
import { type Step, steps } from './step-of.ts'

/** The five steps, with where one is. */
export const StepLine = ({ step }: { step: Step }) => {
  const say = useSay()
  const at = steps.indexOf(step)
  const current = useRef<HTMLLIElement>(null)
  const before = useRef(step)
  // The button that led on is gone: the next step begins at its top, and is heard of.
  useEffect(() => {
    if (before.current !== step) current.current?.focus()
    before.current = step
  }, [step])
  return (
    <ol className="import-steps" aria-label={say('import.steps')}>
      {steps.map((name, index) => (
        <li
          key={name}
          data-done={index < at || undefined}
          {...(index === at ? { ref: current, tabIndex: -1, 'aria-current': 'step' as const } : {})}
        >
          <span className="import-step-number" aria-hidden="true">
            {index < at ? <CheckOutlined /> : index + 1}
          </span>
          <span className="import-step-name">{say(`import.step.${name}`)}</span>
        </li>
      ))}
    </ol>
  )
}
