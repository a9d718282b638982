import * as z from 'zod'
import { encodings, importLimits, type ImportSettings, policies } from '#engine'

/** What a person decides about an import before it begins: how the file is read, where columns go, what becomes of duplicates. */
export const importChange = z.strictObject({
  /** How the file is to be read, where the guess was wrong. */
  sheet: z.string().max(200).optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum([',', ';', '\t', '|', '，']).optional(),
  headerRow: z.number().int().min(0).max(1_000).optional(),
  /** Where columns go; those not named stay as they are, field null is not imported. */
  columns: z
    .array(
      z.strictObject({
        column: z.number().int().min(0).max(importLimits.columns),
        field: z.string().max(140).nullable(),
        by: z.string().max(63).optional(),
        to: z.string().max(63).optional(),
        values: z.record(z.string().max(200), z.string().max(200)).optional(),
      }),
    )
    .max(importLimits.columns)
    .optional(),
  match: z
    .array(z.array(z.string().max(63)).min(1).max(5))
    .max(10)
    .optional(),
  policy: z.enum(policies).optional(),
  acceptShortRows: z.boolean().optional(),
  /** The settings of a template, before what else is said here. */
  template: z.string().max(36).optional(),
})

type ImportChange = z.output<typeof importChange>

/** How the file is to be read, as far as it was said. */
export const readingOf = ({ sheet, encoding, delimiter, headerRow }: ImportChange) => ({
  ...(sheet === undefined ? {} : { sheet }),
  ...(encoding ? { encoding } : {}),
  ...(delimiter ? { delimiter } : {}),
  ...(headerRow === undefined ? {} : { headerRow }),
})

/** What becomes of duplicates and short rows, as far as it was said. */
export const settingsOf = ({ match, policy, acceptShortRows }: ImportChange): Partial<ImportSettings> => ({
  ...(match ? { match } : {}),
  ...(policy ? { policy } : {}),
  ...(acceptShortRows === undefined ? {} : { acceptShortRows }),
})

/** The mapping with some columns changed. */
export const withColumns = (
  mapping: ImportSettings['mapping'],
  columns: NonNullable<ImportChange['columns']>,
): ImportSettings['mapping'] => {
  const kept = mapping.filter((m) => !columns.some((c) => c.column === m.column))
  const set = columns.flatMap(({ column, field, by, to, values }) =>
    field === null
      ? []
      : [{ column, field, ...(by ? { by } : {}), ...(to ? { to } : {}), ...(values ? { values } : {}) }],
  )
  return [...kept, ...set].sort((a, b) => a.column - b.column)
}
