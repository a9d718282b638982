import { defineCell } from '#web/field-view.tsx'
import { Tag, TagRow } from '#web/ui/tag.tsx'

export const cell = defineCell({
  Cell: ({ value }) => (
    <TagRow>
      {(value as string[]).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </TagRow>
  ),
  text: (value) => (value as string[]).join('、'),
  parse: (text) =>
    text
      .split(/[、，,;；]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
  width: 180,
})
