import type { HistoryEntry, Language, ObjectModel } from '#engine'

/** Changed fields with their labels, in the reader's language. */
export const labelled = (object: ObjectModel, changes: HistoryEntry['changes'], language: Language) =>
  changes.map((change) => ({ ...change, label: object.fields.get(change.field)!.label[language] }))
