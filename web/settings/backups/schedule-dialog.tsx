import { ApiError } from '../../api/api-error.ts'
import type { BackupSchedule } from '../../api/backups.ts'
import { saveSchedule } from '../../api/backups.ts'
import { refreshObject } from '../../api/query-client.ts'
import { useSay } from '../../i18n/language.ts'
import { FormDialog } from '../schema/form-dialog.tsx'
import { plainField } from '../schema/plain-field.ts'

/** When backups are made and how many are kept. */
export const ScheduleDialog = ({ schedule, onClose }: { schedule: BackupSchedule; onClose: () => void }) => {
  const say = useSay()
  const number = (name: 'daily' | 'weekly' | 'monthly') =>
    plainField(name, 'integer', say(`backups.keep.${name}`), { required: true, min: name === 'daily' ? 1 : 0, max: 99 })
  return (
    <FormDialog
      title={say('backups.schedule')}
      action={say('common.save')}
      fields={[
        plainField('on', 'flag', say('backups.on')),
        plainField('at', 'text', say('backups.time'), { required: true, help: say('backups.timeHelp') }),
        number('daily'),
        number('weekly'),
        number('monthly'),
      ]}
      values={{ on: schedule.on, at: schedule.at, ...schedule.keep }}
      onClose={onClose}
      onSave={async ({ on, at, daily, weekly, monthly }) => {
        if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(String(at))) {
          const wrong = { field: 'at', code: 'time', message: say('backups.timeWrong') }
          throw new ApiError(422, { problems: [wrong] })
        }
        const keep = { daily: Number(daily), weekly: Number(weekly), monthly: Number(monthly) }
        await saveSchedule({ on: Boolean(on), at: String(at), keep })
        await refreshObject('backup')
      }}
    />
  )
}
