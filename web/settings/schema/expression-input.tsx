import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useRef, useState } from 'react'
import type { ObjectMeta } from '../../api/metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { checkQuery } from './schema-api.ts'
import { completed, suggestionsAt } from './suggestions.ts'

interface ExpressionInputProps {
  readonly id: string
  readonly object: ObjectMeta
  readonly value: string
  /** It has to say yes or no. */
  readonly condition?: boolean
  /** It has to stand without the clock. */
  readonly standing?: boolean
  readonly placeholder?: string
  onChange(value: string): void
}

/** An expression over an object's fields: offers names while it is typed, and says at once whether it can be read. */
export const ExpressionInput = ({
  id,
  object,
  value,
  condition = false,
  standing = false,
  placeholder,
  onChange,
}: ExpressionInputProps) => {
  const say = useSay()
  const input = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState(value.length)
  const [active, setActive] = useState(false)
  const asked = useDelayed(value, 300)
  const { data } = useQuery({
    ...checkQuery(object.name, asked, { condition, standing }),
    placeholderData: keepPreviousData,
  })
  const offered = active ? suggestionsAt(object, value.slice(0, cursor)) : []
  const place = () => setCursor(input.current?.selectionStart ?? value.length)

  const results = { number: 'number', text: 'text', flag: 'flag', date: 'date' } as const
  const result = results[data?.result as keyof typeof results]
  return (
    <div className="expression" onFocus={() => setActive(true)}>
      <Input.TextArea
        id={id}
        ref={(made) => {
          input.current = made?.resizableTextArea?.textArea ?? null
        }}
        className="code-input"
        autoSize={{ minRows: 2, maxRows: 8 }}
        spellCheck={false}
        maxLength={2_000}
        placeholder={placeholder ?? ''}
        value={value}
        aria-describedby={`${id}-checked`}
        onChange={(event) => {
          onChange(event.target.value)
          setCursor(event.target.selectionStart)
        }}
        onSelect={place}
      />
      {offered.length > 0 ? (
        <div className="suggestions" role="group" aria-label={say('expression.offered')}>
          {offered.map((one) => (
            <button
              key={one.text}
              type="button"
              onClick={() => {
                const next = completed(value, cursor, one)
                onChange(next.text)
                setCursor(next.cursor)
                requestAnimationFrame(() => {
                  input.current?.focus()
                  input.current?.setSelectionRange(next.cursor, next.cursor)
                })
              }}
            >
              <code>{one.text}</code>
              {one.label ? <span>{one.label}</span> : null}
            </button>
          ))}
        </div>
      ) : null}
      <p id={`${id}-checked`} className={data?.ok === false ? 'problem' : 'help'} aria-live="polite">
        {value.trim() === ''
          ? say('expression.hint')
          : data?.ok === false
            ? `⚠ ${data.message}`
            : data?.ok
              ? `✓ ${condition ? say('expression.fine') : say('expression.yields', { kind: say(`expression.${result ?? 'other'}`) })}`
              : ' '}
      </p>
    </div>
  )
}
