import { Select } from 'antd'
import { useState } from 'react'
import { useMetadata } from '#web/api/use-metadata.ts'
import type { InputProps } from '#web/field-view.tsx'
import { useSay } from '#web/i18n/language.ts'
import { ReferenceInput } from '#web/ui/input/reference-input.tsx'

/** First what kind of record, then which. */
export const Input = (props: InputProps) => {
  const say = useSay()
  const { objects } = useMetadata()
  const to = Array.isArray(props.field.to) ? (props.field.to as string[]) : []
  const value = props.value as { object: string; id: string; title?: string } | null | undefined
  const [chosen, setChosen] = useState(value?.object ?? to[0] ?? '')
  const choices = objects.filter(({ name }) => to.includes(name))
  return (
    <div className="pair-input">
      <Select
        aria-label={say('schema.to')}
        disabled={props.disabled ?? false}
        value={chosen}
        options={choices.map(({ name, label }) => ({ value: name, label }))}
        onChange={(object) => {
          setChosen(object)
          props.onChange(null)
        }}
      />
      <ReferenceInput
        {...props}
        key={chosen}
        // Without its title it is an id, whose title the input finds.
        value={value?.title ? value : value?.id}
        field={{ ...props.field, to: chosen }}
        onChange={(id) => props.onChange(typeof id === 'string' ? { object: chosen, id } : null)}
      />
    </div>
  )
}
