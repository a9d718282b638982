import { saveWorkspace, type WorkspaceSettings } from '../../api/workspace.ts'
import { useSay } from '../../i18n/language.ts'
import { QuietHoursForm } from '../../notifications/quiet-hours-form.tsx'
import { failed } from '../../ui/overlay/toast.tsx'

/** The quiet hours of everybody who has not set her own. */
export const CompanyQuietHours = ({ settings }: { settings: WorkspaceSettings }) => {
  const say = useSay()
  return (
    <QuietHoursForm
      ofCompany
      hours={settings.quietHours}
      title={say('quiet.ofCompany')}
      why={say('quiet.ofCompanyWhy')}
      onChange={(change) => void saveWorkspace({ quietHours: change }).catch(failed)}
    />
  )
}
