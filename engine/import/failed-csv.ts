import type { Context } from '../context.ts'
import type { Language } from '../errors.ts'
import { csvLine } from '../export/csv.ts'
import { neutralCell } from '../export/neutral-cell.ts'
import { readProblemRows } from './problem-rows.ts'
import type { Import } from './store.ts'

const reasonWord = { 'zh-CN': '原因', en: 'Reason' }

/** The rows with problems as a file to mend and upload again: their own columns, and what is wrong behind them. */
export async function* failedCsv(ctx: Context, { id, facts }: Import, language: Language): AsyncGenerator<string> {
  const width = Math.max(...facts.columns.map((c) => c.index + 1))
  const header = Array.from({ length: width }, (_, i) => facts.columns.find((c) => c.index === i)?.name ?? '')
  yield `\uFEFF${csvLine([...header, reasonWord[language]])}`
  for (let after = 0; ;) {
    const rows = await readProblemRows(ctx, id, after, 500)
    for (const { cells, fix, problems } of rows) {
      const own = Array.from({ length: Math.max(width, cells.length) }, (_, i) =>
        neutralCell(fix?.[i] ?? cells[i] ?? ''),
      )
      const reason = problems.map((p) => reasonOf(p, header, language)).join(language === 'en' ? '; ' : ';')
      yield csvLine([...own, neutralCell(reason)])
    }
    if (rows.length < 500) return
    after = rows.at(-1)!.number
  }
}

const reasonOf = (
  problem: { column?: number; message: string; messageEn: string },
  header: readonly string[],
  language: Language,
): string => {
  const message = language === 'en' ? problem.messageEn : problem.message
  const column = problem.column === undefined ? undefined : header[problem.column]
  return column ? `${column}:${message}` : message
}
