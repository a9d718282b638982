import type { ReactNode } from 'react'
import './auth.css'

/** The page before the product: name of the house, and one card. */
export const Entrance = ({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) => (
  <main className="entrance">
    <div className="entrance-card">
      <p className="entrance-brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>知客</span>
      </p>
      <h1>{title}</h1>
      {intro ? <p className="muted">{intro}</p> : null}
      {children}
    </div>
  </main>
)
