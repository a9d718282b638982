import { defineCell } from '#web/field-view.tsx'
import { optionLabel, optionOf } from '#web/ui/input/option.ts'
import { Tag, TagRow } from '#web/ui/tag.tsx'

export const cell = defineCell({
  Cell: ({ value, field }) => (
    <TagRow>
      {(value as string[]).map((one) => (
        <Tag key={one} color={optionOf(field, one)?.color}>
          {optionLabel(field, one)}
        </Tag>
      ))}
    </TagRow>
  ),
  text: (value, field) => (value as string[]).map((one) => optionLabel(field, one)).join('、'),
  parse(text, field) {
    const words = text
      .split(/[、，,;；/]/)
      .map((word) => word.trim())
      .filter(Boolean)
    const values = words.map(
      (word) => field.options?.find(({ label, value }) => label === word || value === word)?.value,
    )
    return values.includes(undefined) ? undefined : values
  },
  width: 180,
})
