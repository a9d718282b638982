import { defineCell } from '#web/field-view.tsx'

const withoutScheme = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

export const cell = defineCell({
  // Only web addresses become links; anything else stays text.
  Cell: ({ value }) =>
    /^https?:\/\//i.test(String(value)) ? (
      <a href={String(value)} target="_blank" rel="noopener noreferrer" tabIndex={-1}>
        {withoutScheme(String(value))}
      </a>
    ) : (
      <>{String(value)}</>
    ),
  text: String,
  parse: (text) => text.trim(),
  width: 180,
})
