import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { type InputHTMLAttributes, useState } from 'react'
import { useSay } from '../../i18n/language.ts'

interface PlainInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly invalid?: boolean
}

/** A text box of the browser's own: the pages before the product open without waiting for antd's. */
export const PlainInput = ({ invalid, className, ...rest }: PlainInputProps) => (
  <input className={className ? `plain-input ${className}` : 'plain-input'} aria-invalid={invalid} {...rest} />
)

/** The same for a password, which can be looked at. */
export const PasswordInput = (props: PlainInputProps) => {
  const say = useSay()
  const [seen, setSeen] = useState(false)
  return (
    <span className="password-input">
      <PlainInput {...props} type={seen ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} />
      <button
        type="button"
        className="icon-button"
        aria-label={say('sign.showPassword')}
        aria-pressed={seen}
        onClick={() => setSeen(!seen)}
      >
        {seen ? <EyeOutlined /> : <EyeInvisibleOutlined />}
      </button>
    </span>
  )
}
