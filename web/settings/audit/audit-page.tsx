import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { verifyAudit } from '../../api/changes.ts'
import { useMe } from '../../api/session.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { failed } from '../../ui/overlay/toast.tsx'
import { AuditChanges } from './audit-changes.tsx'
import { AuditRefusals } from './audit-refusals.tsx'

const route = getRouteApi('/app/settings/audit')
const parts = ['changes', 'refusals'] as const

/**
 * All writes of the workspace, the proof that nobody changed them behind the system, and what was refused. Who keeps the rights
 * sees the last alone.
 */
export const AuditPage = () => {
  const say = useSay()
  const { abilities } = useMe()
  const { show, actor, from, to } = route.useSearch()
  const navigate = route.useNavigate()
  const [seal, setSeal] = useState<Awaited<ReturnType<typeof verifyAudit>> | null>(null)
  const [verifying, setVerifying] = useState(false)
  const shown = abilities.audit ? (show ?? 'changes') : 'refusals'
  // Whose and when stays; what kinds there are is another matter in each part.
  const open = (part: (typeof parts)[number]) => {
    const kept = { actor, from, to, object: undefined, kind: undefined }
    void navigate({ search: { ...kept, show: part === 'refusals' ? part : undefined } })
  }
  const verify = async () => {
    setVerifying(true)
    try {
      setSeal(await verifyAudit())
    } catch (refused) {
      failed(refused)
    }
    setVerifying(false)
  }

  return (
    <>
      <header className="page-head">
        <h1>{say('settings.audit')}</h1>
        {abilities.audit ? (
          <Button loading={verifying} onClick={() => void verify()}>
            {say('audit.verify')}
          </Button>
        ) : null}
      </header>
      {seal ? (
        <p className={seal.ok ? 'seal seal-intact' : 'seal seal-broken'} role="status">
          {seal.ok
            ? `✓ ${say('audit.intact', { entries: count(seal.entries) })}`
            : `⚠ ${say(sentenceOf(seal.fault?.kind), { seal: String(seal.fault?.seal ?? ''), entry: seal.fault?.entry ?? '—' })}`}
        </p>
      ) : null}
      {abilities.audit ? (
        <div className="audit-parts" role="group" aria-label={say('settings.audit')}>
          {parts.map((part) => (
            <button key={part} type="button" aria-pressed={part === shown} onClick={() => open(part)}>
              {say(`audit.${part}`)}
            </button>
          ))}
        </div>
      ) : null}
      {shown === 'changes' ? <AuditChanges /> : <AuditRefusals />}
    </>
  )
}

const sentenceOf = (kind?: string) =>
  kind === 'cut' ? 'audit.cut' : kind === 'anchor' ? 'audit.anchor' : 'audit.broken'
