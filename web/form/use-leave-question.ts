import { useBlocker } from '@tanstack/react-router'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/overlay/confirm.tsx'

/** Asks before a page with something unsaved is left; `why` says what becomes of it where that is no draft. */
export const useLeaveQuestion = (unsaved: () => boolean, why?: string): void => {
  const say = useSay()
  useBlocker({
    shouldBlockFn: async () => {
      if (!unsaved()) return false
      const leave = await confirm({
        title: say('form.leave'),
        why: why ?? say('form.leaveWhy'),
        yes: say('form.leaveAnyway'),
        no: say('form.stay'),
      })
      return !leave
    },
    enableBeforeUnload: unsaved,
  })
}
