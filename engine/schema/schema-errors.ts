import type { SerialFault } from '#shared/serial-rule'
import { defineError } from '../errors.ts'

export const BadName = defineError(
  'schema.badName',
  422,
  '标识“{name}”不能用:以小写字母开头,只含小写字母、数字和下划线,最长 48 个字符',
  'The name “{name}” will not do: start with a lower-case letter, then lower-case letters, digits and underscores, 48 at most',
)
export const ReservedName = defineError(
  'schema.reservedName',
  422,
  '标识“{name}”留给系统使用,请换一个,例如“my_{name}”',
  'The name “{name}” is kept for the system: choose another, such as “my_{name}”',
)
export const NameTaken = defineError(
  'schema.nameTaken',
  409,
  '“{name}”已被占用,请换一个',
  '“{name}” is taken; choose another',
)
export const UnknownKind = defineError(
  'schema.unknownKind',
  422,
  '没有“{kind}”这种字段类型',
  'There is no kind of field “{kind}”',
)
export const UnknownCustomField = defineError(
  'schema.unknownField',
  404,
  '没有自定义字段“{name}”',
  'There is no custom field “{name}”',
)
export const UnknownCustomObject = defineError(
  'schema.unknownObject',
  404,
  '没有自定义对象“{name}”',
  'There is no custom object “{name}”',
)
export const UnknownRule = defineError(
  'schema.unknownRule',
  404,
  '没有这条校验规则',
  'There is no such validation rule',
)
export const NeedsOptions = defineError('schema.needsOptions', 422, '请至少给出一个选项', 'Give at least one option')
export const BadOption = defineError(
  'schema.badOption',
  422,
  '选项标识“{value}”不能用:只含字母、数字、下划线和连字符',
  'The option key “{value}” will not do: letters, digits, underscores and hyphens only',
)
export const NeedsTarget = defineError('schema.needsTarget', 422, '请选择要关联的对象', 'Choose the object to refer to')
export const TooManyFields = defineError(
  'schema.tooManyFields',
  422,
  '一个对象最多 {limit} 个自定义字段',
  'An object has at most {limit} custom fields',
)
export const FormulaCircle = defineError(
  'schema.formulaCircle',
  422,
  '公式绕回了自己:{path}。请去掉其中一处引用',
  'The formula comes back to itself: {path}. Take one of these references out',
)
export const BadRollupList = defineError(
  'schema.badRollupList',
  422,
  '请选择要汇总的记录:指向“{object}”的一个关联',
  'Choose the records to roll up: a list of records that point to “{object}”',
)
export const BadRollupField = defineError(
  'schema.badRollupField',
  422,
  '“{measure}”不能用在这个字段上:合计与平均要数字,最大与最小要数字或日期,汇总字段不能再汇总',
  '“{measure}” does not work on this field: sums and averages need numbers, least and greatest numbers or dates; a roll-up cannot be rolled up again',
)
export const RollupMoves = defineError(
  'schema.rollupMoves',
  422,
  '汇总只在相关记录变动时重算,不能依赖今天、现在、当前用户或另一个汇总字段',
  'A roll-up is worked out when its records change: it cannot hang on today, now, who asks, or another roll-up',
)
export const RollupFixed = defineError(
  'schema.rollupFixed',
  422,
  '汇总哪些记录、怎么算,建好后不能改,只能改条件;请停用后另建一个',
  'Which records are rolled up and how stays as it was made; only the condition can change. Retire it and make another',
)
export const BadDefault = defineError('schema.badDefault', 422, '默认值不能用:{why}', 'The default will not do: {why}')
export const BadRange = defineError('schema.badRange', 422, '最小值大于最大值', 'The least is above the greatest')
const NumberDigits = defineError(
  'schema.numberDigits',
  422,
  '编号规则里要有且只有一处流水号,1 到 12 位,例如 {example}',
  'The rule needs the running number once, 1 to 12 digits, such as {example}',
)
const NumberBraces = defineError(
  'schema.numberBraces',
  422,
  '花括号里只能是 {parts} 或一串 0',
  'Braces hold {parts} or a run of zeros',
)
const NumberLength = defineError(
  'schema.numberLength',
  422,
  '编号规则最长 60 个字符',
  'The rule is 60 characters at most',
)
const NumberHidden = defineError(
  'schema.numberHidden',
  422,
  '这样编号会重复:要按年、月或日重新计数,编号里就要写出相应的年、月、日',
  'Numbers would come back: to begin anew by year, month or day, the number has to show these',
)

/** Why a rule for numbers is refused. */
export const numberFault = (fault: SerialFault) =>
  ({
    digits: () => NumberDigits({ example: '{000000}' }),
    braces: () => NumberBraces({ parts: '{yyyy} {yy} {mm} {dd}' }),
    length: () => NumberLength(),
    hidden: () => NumberHidden(),
  })
    [fault]()
    .at('pattern')

export const NotSerial = defineError(
  'schema.notSerial',
  422,
  '只有自动编号才有编号规则',
  'Only a serial number has a rule for its numbers',
)
export const NotUnique = defineError(
  'schema.notUnique',
  409,
  '已有 {count} 组记录的“{field}”相同(例如“{sample}”),请先处理再设为不可重复',
  '{count} groups of records have the same “{field}” (such as “{sample}”); mend them first, then make it unique',
)
export const InUse = defineError(
  'schema.inUse',
  409,
  '“{label}”还用在{places}里,请先改掉这些',
  '“{label}” is still used by {places}; change these first',
)
