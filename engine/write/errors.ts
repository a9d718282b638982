import { AppError, defineError } from '../errors.ts'

export const NotFound = defineError(
  'record.notFound',
  404,
  '{object}不存在,或你无权查看',
  '{object} does not exist, or you may not see it',
)
export const Forbidden = defineError(
  'record.forbidden',
  403,
  '你没有权限{action}{object}',
  'You may not {action} {object}',
)
export const Required = defineError('field.required', 422, '请填写“{field}”', 'Please fill in “{field}”')
export const ReadOnly = defineError(
  'field.readOnly',
  422,
  '“{field}”不能直接修改',
  '“{field}” cannot be changed directly',
)
export const UnknownReference = defineError(
  'field.unknownReference',
  422,
  '“{field}”指向的记录不存在,或你无权查看',
  'The record that “{field}” points to does not exist, or you may not see it',
)
export const Duplicate = defineError(
  'record.duplicate',
  409,
  '“{field}”为“{value}”的{object}已经存在',
  'There is already a {object} whose “{field}” is “{value}”',
)
export const BadStep = defineError(
  'record.badStep',
  409,
  '“{field}”不能从“{from}”变为“{to}”',
  '“{field}” cannot go from “{from}” to “{to}”',
)
/** A broken rule speaks in the words of its declaration. */
export const RuleBroken = ({
  message,
  messageEn,
}: {
  readonly message: string
  readonly messageEn: string
}): AppError => new AppError('record.rule', 422, { 'zh-CN': message, en: messageEn }, {})
export const Conflict = defineError(
  'record.conflict',
  412,
  '你打开之后,别人改了“{fields}”。请选择保留谁的',
  'Somebody changed “{fields}” since you opened this. Choose whose values to keep',
)
export const Twice = defineError(
  'record.twice',
  422,
  '同一条记录在一批里只能出现一次',
  'A record can be in a batch only once',
)
export const Busy = defineError(
  'record.busy',
  409,
  '这条记录正被频繁修改,请再试一次',
  'This record is being changed very often; please try again',
)
export const InUse = defineError(
  'record.inUse',
  409,
  '还有别的记录引用它,不能彻底删除',
  'Other records refer to it, so it cannot be removed for good',
)
