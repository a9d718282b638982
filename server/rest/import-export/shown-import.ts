import {
  certaintyOf,
  type Context,
  type FieldModel,
  type Import,
  isImportable,
  isKey,
  joins,
  lendersOf,
  lentFields,
  namesCompanies,
  type Language,
  revertDays,
  type RowProblem,
} from '#engine'

/** A problem in the reader's language. */
export const shownProblem = ({ message, messageEn, ...rest }: RowProblem, language: Language) => ({
  ...rest,
  message: language === 'en' ? messageEn : message,
})

/** Until when an import that started then can be taken back. */
export const revertUntil = (startedAt: string | null): string | null =>
  startedAt && new Date(Date.parse(startedAt) + revertDays * 86_400_000).toISOString()

const shownField = ({ name, label, field, targets }: FieldModel, language: Language) => ({
  name,
  label: label[language],
  kind: field.kind,
  required: field.options.required === true && field.options.default === undefined,
  ...(targets.length > 0 ? { to: targets } : {}),
  ...(field.options.options ? { options: field.options.options } : {}),
})

/** An import as its owner's screen needs it: the columns with where they go, and the fields they can go to. */
export const shownImport = (ctx: Context, made: Import, language: Language) => {
  const { facts, settings, summary, undone } = made
  const object = ctx.object(made.object)
  const certainty = certaintyOf(ctx, made)
  const { columns, ...file } = facts
  return {
    id: made.id,
    object: made.object,
    status: made.status,
    name: made.name,
    size: Number(made.size),
    at: made.at,
    startedAt: made.startedAt,
    finishedAt: made.finishedAt,
    file,
    columns: columns.map((column) => {
      const { column: _, ...mapping } = settings.mapping.find((m) => m.column === column.index) ?? { column: 0 }
      const sure = certainty.get(column.index)
      return { ...column, mapping: 'field' in mapping ? mapping : null, ...(sure ? { certainty: sure } : {}) }
    }),
    fields: [...object.fields.values()]
      .filter((f) => isImportable(ctx, object, f))
      .map((f) => ({
        ...shownField(f, language),
        key: isKey(ctx, object, f),
        // Several columns may go to it: 省, 市 and 区.
        ...(joins(object, f) ? { joins: true } : {}),
        // Can be compared as companies are, however they are written: the key is then `name~`.
        ...(namesCompanies(f) && isKey(ctx, object, f) ? { alike: true } : {}),
      })),
    // What else a row can bring: records that belong to its own. Their columns go to `contact.mobile`, `contact#2.mobile`, …
    belongings: lendersOf(ctx, object).map((lender) => ({
      object: lender.object.name,
      label: lender.object.label[language],
      fields: lentFields(ctx, lender).map((f) => ({
        ...shownField(f, language),
        ...(joins(lender.object, f) ? { joins: true } : {}),
      })),
    })),
    match: settings.match,
    policy: settings.policy,
    acceptShortRows: settings.acceptShortRows,
    like: made.likeImport,
    total: made.total,
    counts: made.counts,
    summary: summary && {
      ...summary,
      problems: summary.problems.map(({ example, exampleEn, ...p }) => ({
        ...p,
        example: language === 'en' ? exampleEn : example,
      })),
    },
    problem: made.problem && shownProblem(made.problem, language),
    undone: undone && { done: undone.done, total: undone.total, conflicts: undone.conflicts, change: undone.request },
    revertUntil: revertUntil(made.startedAt),
  }
}
