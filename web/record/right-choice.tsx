import { useSay } from '../i18n/language.ts'
import type { May } from '../api/team.ts'

const rights = ['read', 'write'] as const

/** To read, or to change as well. */
export const RightChoice = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: May
  onChange: (may: May) => void
}) => {
  const say = useSay()
  return (
    <div className="layout-switch" role="group" aria-label={label}>
      {rights.map((may) => (
        <button key={may} type="button" aria-pressed={may === value} onClick={() => may !== value && onChange(may)}>
          {say(`team.may.${may}`)}
        </button>
      ))}
    </div>
  )
}
