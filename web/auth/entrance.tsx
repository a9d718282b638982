import type { ReactNode } from 'react'
import type { SetUp } from '../api/session.ts'
import { Logo } from '../ui/logo.tsx'
import { EntranceHelp } from './entrance-help.tsx'
import './auth.css'

/** The page before the product: the name of the house, and one card. */
export const Entrance = ({
  title,
  intro,
  setUp,
  children,
}: {
  title: string
  intro?: string
  setUp?: SetUp | undefined
  children?: ReactNode
}) => (
  <main className="entrance">
    <div className="entrance-card">
      <p className="entrance-brand">
        {setUp?.brand?.logo ? (
          <Logo id={setUp.brand.logo} large />
        ) : (
          <img src="/icon.svg" alt="" width={28} height={28} />
        )}
        <span>{setUp?.brand?.logo ? setUp.workspaceName : '知客'}</span>
      </p>
      <h1>{title}</h1>
      {intro ? <p className="muted">{intro}</p> : null}
      {children}
      <EntranceHelp />
    </div>
  </main>
)
