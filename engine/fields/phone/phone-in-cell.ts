import { defineError } from '../../errors.ts'

export const DigitsLost = defineError(
  'field.phoneDigitsLost',
  422,
  '号码在表格里变成了科学计数({cell}),后面几位已经丢失。请在原文件里把这一列设为“文本”,重新填入号码',
  'The spreadsheet turned the number into {cell}, and its last digits are lost. Format the column as text and enter the number again',
)

/** A number as spreadsheets write it: '13800138000 with their mark for text, 13800138000.0, 1.3800138001E+10. */
export const phoneInCell = (cell: string): string => {
  const text = cell
    .normalize('NFKC')
    .trim()
    .replace(/^'/, '')
    .replace(/^(\d{5,})\.0+$/, '$1')
  const [, first = '', rest = '', power = ''] = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text) ?? []
  if (power === '') return text
  if (rest.length !== Number(power)) throw DigitsLost({ cell: text })
  return first + rest
}
