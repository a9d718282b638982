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
/** What one may do or not, as a sentence says it. */
export const verbs = {
  create: { 'zh-CN': '新建', en: 'create' },
  update: { 'zh-CN': '修改', en: 'change' },
  delete: { 'zh-CN': '删除', en: 'delete' },
  restore: { 'zh-CN': '恢复', en: 'restore' },
  import: { 'zh-CN': '导入', en: 'import' },
  export: { 'zh-CN': '导出', en: 'export' },
  undoCreate: { 'zh-CN': '撤销新建', en: 'take back a new' },
  manage: { 'zh-CN': '管理', en: 'manage' },
  see: { 'zh-CN': '查看', en: 'see' },
  verify: { 'zh-CN': '核验', en: 'verify' },
  transfer: { 'zh-CN': '移交', en: 'hand over' },
  upload: { 'zh-CN': '上传', en: 'upload' },
  createForOthers: { 'zh-CN': '替别人新建', en: 'create for somebody else' },
} as const
/** Refusals by an object's own `prepare`. They are answered as they are where nothing else is wrong. */
export const refusals = new WeakSet<AppError>()

/** What `prepare` is given to refuse one record with. */
export const refuser =
  (problems: AppError[]) =>
  (problem: AppError): void => {
    refusals.add(problem)
    problems.push(problem)
  }

export const Required = defineError('field.required', 422, '请填写“{field}”', 'Please fill in “{field}”')
export const RequiredOfOthers = defineError(
  'field.requiredOfOthers',
  422,
  '“{field}”必须填写,但你没有权限填它,请找上级或管理员',
  '“{field}” must be filled in, but you may not write it: ask your manager or an administrator',
)
/** Of a field that does not exist for the writer, not even its name is told. */
export const RequiredUnseen = defineError(
  'field.requiredUnseen',
  422,
  '还缺你无权查看的资料,请找上级或管理员补上',
  'Something that you may not see is missing: ask your manager or an administrator to fill it in',
)
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
export const UnknownFile = defineError(
  'field.unknownFile',
  422,
  '“{field}”里有文件不存在,或不是你上传的,请重新上传',
  '“{field}” names a file that does not exist or that somebody else uploaded; upload it again',
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
export const Changed = defineError(
  'record.changed',
  412,
  '你打开之后,别人改过这条记录。请重新看过再决定',
  'Somebody changed this record since you opened it. Look at it again before you decide',
)
export const UnknownVersion = defineError(
  'record.unknownVersion',
  412,
  '你改的版本比现有的还新,记录可能被还原过。请重新打开再改',
  'You changed a version newer than the one that is there; the record may have been restored. Open it again',
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
export const Held = defineError(
  'record.held',
  409,
  '还有 {count} 条{object}在用这个{held},请先把它们移走',
  '{held} is still used by {count} record(s) of {object}; move them first',
)
export const TargetDeleted = defineError(
  'record.targetDeleted',
  409,
  '“{field}”选的{object}已被删除:请换一个,或先到回收站把它恢复',
  'The {object} chosen as “{field}” has been deleted: choose another one, or restore it from the recycle bin first',
)
export const InUse = defineError(
  'record.inUse',
  409,
  '还有别的记录引用它,不能彻底删除',
  'Other records refer to it, so it cannot be removed for good',
)
