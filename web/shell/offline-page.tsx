import { Button } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { useSay } from '../i18n/language.ts'
import '../auth/auth.css'

/** The app was opened without a network. It opens by itself when there is one again. */
export const OfflinePage = ({ retry }: { retry: () => void }) => {
  const say = useSay()
  const again = useEffectEvent(retry)
  useEffect(() => {
    const listener = () => again()
    addEventListener('online', listener)
    return () => removeEventListener('online', listener)
  }, [])
  return (
    <main className="entrance">
      <div className="entrance-card" role="status">
        <p className="entrance-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{say('app.name')}</span>
        </p>
        <h1>{say('offline.title')}</h1>
        <p>{say('offline.why')}</p>
        <p className="sign-forgot">
          <Button onClick={retry}>{say('offline.retry')}</Button>
        </p>
      </div>
    </main>
  )
}
