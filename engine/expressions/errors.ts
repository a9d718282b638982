import { defineError } from '../errors.ts'

/** What can be wrong with an expression. `position` is the character at fault, counted from 1. */

export const TooLong = defineError(
  'expression.tooLong',
  422,
  '表达式有 {length} 个字符,最多 {limit} 个;请把其中一部分做成公式字段再引用',
  'The expression has {length} characters, at most {limit} are allowed; move a part of it into a formula field',
)
export const TooComplex = defineError(
  'expression.tooComplex',
  422,
  '表达式太复杂:最多 {nodes} 个组成部分、嵌套 {depth} 层;请把其中一部分做成公式字段再引用',
  'The expression is too complex: at most {nodes} parts, nested {depth} deep; move a part of it into a formula field',
)
export const Syntax = defineError(
  'expression.syntax',
  422,
  '从第 {position} 个字符起读不通(“{near}”);请检查前后是否少了值、运算符、逗号或括号',
  'Cannot be read from character {position} on ("{near}"); look for a missing value, operator, comma or bracket',
)
export const BadCharacter = defineError(
  'expression.character',
  422,
  '第 {position} 个字符“{character}”不能用在这里;标点请用半角,文字请放进英文引号,判断相等请写 ==',
  'Character {position}, "{character}", cannot stand here; use ASCII punctuation, put text in quotes, write == for equality',
)
export const OpenText = defineError(
  'expression.openText',
  422,
  '第 {position} 个字符处的文字没有写完整;请在同一行补上结尾的引号,反斜杠请写成 \\\\',
  'The text at character {position} is not complete; close its quote on the same line and write a backslash as \\\\',
)
export const ReservedWord = defineError(
  'expression.reserved',
  422,
  '第 {position} 个字符处的“{name}”是保留字,不能当作字段;条件请写成 条件 ? 值 : 否则的值',
  '"{name}" at character {position} is a reserved word, not a field; write a choice as condition ? value : other value',
)
export const UnknownName = defineError(
  'expression.unknownName',
  422,
  '第 {position} 个字符处:这里没有字段“{name}”;请用字段的接口名称,文字请加引号',
  'Character {position}: there is no field "{name}" here; use the API name of a field, or put quotes around text',
)
export const UnknownFunction = defineError(
  'expression.unknownFunction',
  422,
  '第 {position} 个字符处:没有函数“{name}”;可用的函数有 {known}',
  'Character {position}: there is no function "{name}"; the functions are {known}',
)
export const WrongCount = defineError(
  'expression.wrongCount',
  422,
  '第 {position} 个字符处:{name} 的参数个数不对,应为 {wanted}',
  'Character {position}: wrong number of arguments for {name}; it takes {wanted}',
)
export const NeedsNumber = defineError(
  'expression.needsNumber',
  422,
  '第 {position} 个字符处需要一个数字;日期请用 daysBetween 或 addDays 计算,拼接文字时请先用 text(…) 转换数字',
  'A number is needed at character {position}; reckon dates with daysBetween or addDays, and turn numbers into text by text(…)',
)
export const NeedsText = defineError(
  'expression.needsText',
  422,
  '第 {position} 个字符处需要文字;数字和日期请写成 text(…)',
  'A text is needed at character {position}; write numbers and dates as text(…)',
)
export const NeedsFlag = defineError(
  'expression.needsFlag',
  422,
  '第 {position} 个字符处需要一个是否判断;请写成比较,例如 amount > 0 或 has(name)',
  'A yes-or-no is needed at character {position}; write a comparison such as amount > 0, or has(name)',
)
export const NeedsDate = defineError(
  'expression.needsDate',
  422,
  '第 {position} 个字符处需要一个日期;请用日期字段、today() 或 date("2026-03-31"),时间请写成 date(…)',
  'A date is needed at character {position}; use a date field, today() or date("2026-03-31"), and write a time as date(…)',
)
export const NeedsList = defineError(
  'expression.needsList',
  422,
  '第 {position} 个字符处需要一个列表;请用标签、多选字段或 ["a", "b"]',
  'A list is needed at character {position}; use tags, a multiple choice or ["a", "b"]',
)
export const NeedsConstant = defineError(
  'expression.needsConstant',
  422,
  '第 {position} 个字符处:{name} 在这里只接受直接写出的值,例如 {example}',
  'Character {position}: {name} takes a value written out here, for example {example}',
)
export const NotSameType = defineError(
  'expression.notSameType',
  422,
  '第 {position} 个字符处的值与它前面的不是同一类型;请都用数字、都用文字或都用日期,可用 text(…) 或 date(…) 转换',
  'The value at character {position} is of another type than the one before; use numbers, texts or dates alike, or text(…), date(…)',
)
export const NotComparable = defineError(
  'expression.notComparable',
  422,
  '第 {position} 个字符处的值不能这样比较;大小只能比数字、日期和时间,列表请用 in、empty 或 exists',
  'The value at character {position} does not compare this way; only numbers, dates and times have an order, ask lists by in, empty, exists',
)
export const NotConvertible = defineError(
  'expression.notConvertible',
  422,
  '第 {position} 个字符处的值不能用于 {name};列表请用 exists、filter 或 size',
  'The value at character {position} is nothing for {name}; use exists, filter or size for lists',
)
export const BadLoop = defineError(
  'expression.badLoop',
  422,
  '第 {position} 个字符处:{name} 应写成 列表.{name}(x, 关于 x 的式子),并且不能套在另一个循环里',
  'Character {position}: write list.{name}(x, something about x), and not inside another loop',
)
export const NotSupported = defineError(
  'expression.notSupported',
  422,
  '第 {position} 个字符处的写法不支持(“{near}”);可以用字段、数字、文字、列表、运算符和函数',
  'What stands at character {position} is not part of the language ("{near}"); use fields, numbers, texts, lists, operators, functions',
)
export const BadNumber = defineError(
  'expression.badNumber',
  422,
  '第 {position} 个字符处的数字请写成普通小数,最多 {digits} 位,例如 1250.5',
  'Write the number at character {position} as a plain decimal of at most {digits} digits, such as 1250.5',
)
export const WrongResult = defineError(
  'expression.wrongResult',
  422,
  '公式的结果类型与所选的不符;请把结果类型改为与表达式一致,或用 text(…)、date(…) 转换',
  'The formula yields something other than its declared result; change the result, or convert by text(…) or date(…)',
)
export const OverBudget = defineError(
  'expression.overBudget',
  422,
  '这条记录上的计算超过 {limit} 步而停止;请缩短列表或简化表达式',
  'The calculation stopped after {limit} steps on this record; shorten its lists or simplify the expression',
)
export const TextTooLong = defineError(
  'expression.textTooLong',
  422,
  '计算得到的文字超过 {limit} 个字符;请少拼接一些内容',
  'The calculated text is longer than {limit} characters; join less',
)
