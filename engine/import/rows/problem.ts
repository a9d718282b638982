import { type AppError, defineError } from '../../errors.ts'

/** What is wrong with a row, kept with it until it is mended. */
export interface RowProblem {
  /** The column of the file, counted from 0; none where the row as a whole is meant. */
  readonly column?: number
  readonly field?: string
  readonly code: string
  readonly message: string
  readonly messageEn: string
  readonly value?: string
  /** A cell that would do, as a guess. */
  readonly suggestion?: string
}

/** What is kept of an error, in both languages: who reads it later may speak the other. */
export const rowProblem = (
  error: AppError,
  more: Pick<RowProblem, 'column' | 'value' | 'suggestion'> = {},
): RowProblem => ({
  ...(error.field === undefined ? {} : { field: error.field }),
  code: error.code,
  message: error.say('zh-CN'),
  messageEn: error.say('en'),
  ...more,
})

export const RaggedRow = defineError(
  'import.raggedRow',
  422,
  '这一行有 {now} 格,表头有 {expected} 格,多半是少了引号或分隔符',
  'This row has {now} cells, the header {expected}; a quotation mark or delimiter is probably missing',
)
export const NoResult = defineError(
  'import.noResult',
  422,
  '这一格是没有结果的公式({value})。请在 Excel 里改好并保存,或把它改成内容、清空后再上传',
  'The formula in this cell has no result ({value}). Mend it in Excel and save, or put a value in its place, then upload again',
)
export const DigitsLost = defineError(
  'import.digitsLost',
  422,
  '数字在表格里变成了科学计数({value}),后面几位已经丢失。请在原文件里把这一列设为“文本”(金额设为“数值”),重新填入',
  'The spreadsheet turned the number into {value}, and its last digits are lost. Format the column as text (amounts as numbers) and enter the number again',
)
export const EitherDay = defineError(
  'import.eitherDay',
  422,
  '“{value}”分不清哪个是月、哪个是日,请写成 2026-03-31 的样子',
  'In “{value}” it cannot be told which is the month and which the day; write it as 2026-03-31',
)
export const HeaderRow = defineError(
  'import.headerRow',
  422,
  '这一行又是列名,不是一条记录,所以没有导入',
  'This row repeats the names of the columns and is not a record, so it is not imported',
)
export const TotalRow = defineError(
  'import.totalRow',
  422,
  '这像是合计行,不是一条记录,所以没有导入',
  'This looks like a line of totals and not like a record, so it is not imported',
)
export const NoSuchRecord = defineError(
  'import.noSuchRecord',
  422,
  '没有找到{object}“{value}”,或你无权查看',
  'There is no {object} “{value}”, or you may not see it',
)
export const SeveralRecords = defineError(
  'import.severalRecords',
  422,
  '有多条{object}都叫“{value}”,请改填{by}等唯一的内容',
  'Several {object} are called “{value}”; give what only one has, such as its {by}',
)
export const SeveralTwins = defineError(
  'import.severalTwins',
  422,
  '“{field}”相同的{object}不止一条,无法确定是哪一条',
  'There is more than one {object} with the same “{field}”, so it cannot be told which is meant',
)
export const NoSuchNumber = defineError(
  'import.noSuchNumber',
  422,
  '没有“{field}”为“{value}”的{object}。如要新建,请把这一列设为不导入',
  'There is no {object} whose “{field}” is “{value}”. To create it, do not import this column',
)
export const NeedsDecision = defineError(
  'import.needsDecision',
  409,
  '已有相同的{object},请选择跳过、更新还是新建',
  'There is such a {object} already; choose to skip, update or create',
)
