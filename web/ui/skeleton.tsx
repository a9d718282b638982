import { useEffect, useState } from 'react'
import { useSay } from '../i18n/language.ts'

/** Grey bars in the shape of what is coming, after 150 ms: what is faster should not flicker. */
export const Skeleton = ({ rows = 8 }: { rows?: number }) => {
  const say = useSay()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton" role="status" aria-label={say('common.loading')} data-shown={shown}>
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} style={{ width: `${[92, 78, 85, 64, 88, 71][at % 6]}%` }} />
      ))}
    </div>
  )
}
