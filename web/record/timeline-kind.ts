import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'

/** An object that a timeline is written in, with the fields that matter here, found by their kinds. */
export interface TimelineKind {
  readonly object: string
  readonly about: string
  readonly text: string
  readonly type: FieldMeta | undefined
  /** A title of its own is the first line of what is written. */
  readonly title: FieldMeta | undefined
  readonly mentions: string | undefined
}

export const timelineKindOf = (object: ObjectMeta | undefined): TimelineKind | undefined => {
  if (!object?.rights.create) return undefined
  const about = object.fields.find(({ kind }) => kind === 'relatedTo')
  const text = object.fields.find(({ kind, readOnly }) => (kind === 'longText' || kind === 'richText') && !readOnly)
  const type = object.fields.find(({ kind, readOnly }) => kind === 'choice' && !readOnly)
  const title = object.fields.find(({ name, kind, readOnly }) => name === object.title && kind === 'text' && !readOnly)
  const mentions = object.fields.find(({ name, kind, to }) => name === 'mentions' && kind === 'refs' && to === 'user')
  if (about === undefined || text === undefined) return undefined
  return { object: object.name, about: about.name, text: text.name, type, title, mentions: mentions?.name }
}

/** Short enough for a title: lists show no more of it anyway. */
const titleLength = 60

/** What a new entry holds. */
export const entryValues = (
  kind: TimelineKind,
  about: { readonly object: string; readonly id: string },
  text: string,
  type: string | undefined,
  mentions: readonly string[],
): Record<string, unknown> => ({
  [kind.about]: about,
  [kind.text]: text.trim(),
  ...(kind.type ? { [kind.type.name]: type } : {}),
  ...(kind.title ? { [kind.title.name]: firstLine(text, kind.title.length ?? titleLength) } : {}),
  ...(kind.mentions && mentions.length > 0 ? { [kind.mentions]: mentions } : {}),
})

const firstLine = (text: string, length: number): string =>
  [...(text.trim().split('\n')[0] ?? '')].slice(0, Math.min(length, titleLength)).join('')
