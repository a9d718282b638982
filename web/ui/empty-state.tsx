import type { ReactNode } from 'react'

/** What would be here, and the one thing to do about it. */
export const EmptyState = ({ title, why, children }: { title: string; why?: string; children?: ReactNode }) => (
  <div className="empty-state" role="status">
    <p className="empty-title">{title}</p>
    {why ? <p className="muted">{why}</p> : null}
    {children ? <div className="empty-actions">{children}</div> : null}
  </div>
)
