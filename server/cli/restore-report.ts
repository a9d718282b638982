import type { Loaded } from '../backup/load-database.ts'
import { momentText } from '../moment-text.ts'

export type Restored = Loaded & { readonly aside: string | null }

/** What was restored, for programs. */
export const factsOf = ({ header, manifest, aside }: Restored, seconds: number) => ({
  madeAt: header.at,
  version: header.version,
  postgres: header.postgres,
  rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  tables: Object.fromEntries(
    header.tables.map(({ schema, name }, nth) => [`${schema}.${name}`, manifest.tables[nth]!.rows]),
  ),
  files: manifest.files.length,
  missing: manifest.missing,
  seals: manifest.seals,
  aside,
  seconds: Math.round(seconds * 10) / 10,
})

/** The same for people, with what they are to do next; null where it was only proven. */
export const restoreReport = (restored: Restored, seconds: number, next: readonly string[] | null): string => {
  const { madeAt, version, postgres, rows, files, missing, seals, aside } = factsOf(restored, seconds)
  const broken = seals.filter(({ ok }) => !ok)
  return [
    next
      ? '✓ 已恢复,逐项核对一致  Restored; everything compares equal'
      : '✓ 这份备份可以恢复,逐项核对一致;临时数据已删除  This backup restores; everything compares equal',
    `  备份时间 Made: ${momentText(madeAt)}  知客 Zhike ${version}  PostgreSQL ${postgres}`,
    `  ${rows} 行 rows,${files} 个附件 files,${seals.reduce((sum, { entries }) => sum + entries, 0)} 条已封印的修改 sealed changes,${seconds.toFixed(1)} s`,
    ...(missing.length > 0 ? [`⚠ 备份时已丢失的附件  Attachments lost before the backup: ${missing.length}`] : []),
    ...(broken.length > 0
      ? ['⚠ 备份时修改日志已与封印不符  The change log did not match its seals when it was backed up']
      : []),
    ...(aside ? [`  原有数据保留在  What was there is kept as: ${aside}`] : []),
    ...(next ?? []),
  ].join('\n')
}
