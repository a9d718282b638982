import { getRouteApi } from '@tanstack/react-router'
import { useSay } from '../i18n/language.ts'
import { usePageCommands } from '../shell/page-commands.ts'

export type Tab = 'profile' | 'timeline' | 'related' | 'history'

const route = getRouteApi('/app/o/$object/$id')

/** The parts of a record page that take turns; which one is in the address. */
export const RecordTabs = ({ tabs, shown }: { tabs: readonly Tab[]; shown: Tab | undefined }) => {
  const say = useSay()
  const navigate = route.useNavigate()
  const show = (tab: Tab) => void navigate({ search: { tab }, replace: true })
  usePageCommands(
    tabs
      .filter((tab) => tab !== shown)
      .map((tab) => ({
        key: `tab ${tab}`,
        label: say(`record.${tab}`),
        run: () => show(tab),
      })),
  )
  return (
    <div className="record-tabs" role="tablist">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={tab === shown}
          aria-controls="tab-panel"
          onClick={() => show(tab)}
        >
          {say(`record.${tab}`)}
        </button>
      ))}
    </div>
  )
}
