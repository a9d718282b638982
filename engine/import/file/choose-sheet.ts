import { EmptyFile, NoSheet } from './errors.ts'

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string
  readonly hidden: boolean
}

/** The sheets that are offered, without hidden ones unless there is nothing else, and the one that is read. */
export const chooseSheet = <S extends Sheet>(
  all: readonly S[],
  wanted: string | undefined,
): { readonly sheets: string[]; readonly chosen: S } => {
  const visible = all.filter((sheet) => !sheet.hidden)
  const sheets = visible.length > 0 ? visible : all
  const chosen = wanted === undefined ? sheets[0] : all.find((sheet) => sheet.name === wanted)
  if (!chosen) throw wanted === undefined ? EmptyFile() : NoSheet({ sheet: wanted })
  return { sheets: sheets.map((sheet) => sheet.name), chosen }
}
