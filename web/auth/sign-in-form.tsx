import { type ReactNode, useState } from 'react'
import { PasswordStep } from './password-step.tsx'
import { SecondStep } from './second-step.tsx'
import './auth.css'

/** Password, and where somebody has turned it on, the code of the second step. */
export const SignInForm = ({
  onDone,
  email = '',
  help,
}: {
  onDone: () => void | Promise<void>
  email?: string
  /** Stands below the password. */
  help?: ReactNode
}) => {
  const [second, setSecond] = useState(false)
  const [why, setWhy] = useState('')
  return second ? (
    <SecondStep
      onDone={onDone}
      onBack={(sentence) => {
        setWhy(sentence)
        setSecond(false)
      }}
    />
  ) : (
    <>
      <PasswordStep
        email={email}
        problem={why}
        onDone={({ secondFactor }) => (secondFactor ? setSecond(true) : onDone())}
      />
      {help}
    </>
  )
}
