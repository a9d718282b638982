import { objectOf } from '../schema/model.ts'
import type { Context } from '../context.ts'
import type { ExportColumn } from './column.ts'

/** The value of a column in a record as the list answered it. */
export const valueAt = (record: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    record,
  )

/** A value in words: the label of an option, the title of a record, a date as people write it. Empty where there is none. */
export const cellText = (ctx: Context, { field, masked }: ExportColumn, value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (masked) return clean(String(value))
  if (Array.isArray(value) && field.targets.length > 0)
    return clean(
      value
        .map((each) => titleIn(ctx, field.targets[0]!, each))
        .filter(Boolean)
        .join('、'),
    )
  if (typeof value === 'object' && field.field.kind === 'relatedTo')
    return clean(String((value as { title?: unknown }).title ?? ''))
  if (typeof value === 'object' && field.targets.length === 1) return clean(titleIn(ctx, field.targets[0]!, value))
  const text = field.kind.toText(value, field.field)
  return clean(field.field.kind === 'richText' ? withoutTags(text) : text)
}

/** A record that may not be seen has no title. */
const titleIn = (ctx: Context, object: string, value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value)
  const title = (value as Record<string, unknown>)[objectOf(ctx.workspace.model, object).def.title]
  return title === null || title === undefined ? '' : String(title)
}

/** Without the control characters that neither CSV readers nor XML can hold; tabs and line ends stay. */
const clean = (text: string) => text.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')

const withoutTags = (html: string) =>
  html
    .replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
