import type { ReactNode } from 'react'

/** A label above its control, with help or what is wrong below it. */
export const Labelled = ({
  label,
  htmlFor,
  required,
  requiredText,
  help,
  problem,
  children,
}: {
  label: ReactNode
  htmlFor: string
  required?: boolean
  requiredText?: string
  help?: string | undefined
  problem?: ReactNode
  children: ReactNode
}) => (
  <div className="labelled" data-invalid={problem ? true : undefined}>
    <label htmlFor={htmlFor}>
      {label}
      {required ? (
        <span className="required" aria-hidden="true">
          * <span className="required-word">{requiredText}</span>
        </span>
      ) : null}
    </label>
    {children}
    {problem ? (
      <p className="problem" id={`${htmlFor}-note`}>
        <span aria-hidden="true">⚠ </span>
        {problem}
      </p>
    ) : help ? (
      <p className="help" id={`${htmlFor}-note`}>
        {help}
      </p>
    ) : null}
  </div>
)
