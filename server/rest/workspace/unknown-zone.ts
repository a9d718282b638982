import { defineError } from '#engine'

export const UnknownZone = defineError(
  'workspace.unknownZone',
  422,
  '没有“{zone}”这个时区,例如 Asia/Shanghai',
  'There is no time zone “{zone}”; write it like Asia/Shanghai',
)
