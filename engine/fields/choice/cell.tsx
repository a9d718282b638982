import { defineCell } from '#web/field-view.tsx'
import { optionLabel, optionOf } from '#web/ui/input/option.ts'
import { Tag } from '#web/ui/tag.tsx'

export const cell = defineCell({
  Cell({ value, field }) {
    const option = optionOf(field, value)
    return option?.color ? <Tag color={option.color}>{option.label}</Tag> : <>{option?.label ?? String(value)}</>
  },
  text: (value, field) => optionLabel(field, value),
  parse: (text, field) =>
    field.options?.find((option) => option.label === text.trim() || option.value === text.trim())?.value,
  width: 120,
  picks: true,
})
