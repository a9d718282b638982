import { useSay } from '../i18n/language.ts'
import { ChangePassword } from './change-password.tsx'
import { SecondFactor } from './second-factor.tsx'
import { Seats } from './seats.tsx'

/** Password, second step and the devices somebody is signed in on. */
export const SecurityPage = () => {
  const say = useSay()
  return (
    <>
      <header className="page-head">
        <h1>{say('account.security')}</h1>
      </header>
      <SecondFactor />
      <Seats />
      <ChangePassword />
    </>
  )
}
