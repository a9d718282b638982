import { useBlocker } from '@tanstack/react-router'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/overlay/confirm.tsx'

/** Asks before a page with unsaved text is left. `saved` lets the way after saving pass. */
export const useLeaveQuestion = (unsaved: () => boolean): void => {
  const say = useSay()
  useBlocker({
    shouldBlockFn: async () => {
      if (!unsaved()) return false
      const leave = await confirm({
        title: say('form.leave'),
        why: say('form.leaveWhy'),
        yes: say('form.leaveAnyway'),
        no: say('form.stay'),
      })
      return !leave
    },
    enableBeforeUnload: unsaved,
  })
}
