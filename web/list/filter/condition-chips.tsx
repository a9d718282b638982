import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, type ReactNode, type Ref, Suspense } from 'react'
import type { ObjectMeta } from '../../api/metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { Popover } from '../../ui/overlay/popover.tsx'
import { conditionText } from './condition-text.ts'
import { type Condition, isCondition, type Part } from './conditions.ts'
import { useConditionTitles } from './use-condition-titles.ts'
import './conditions.css'

const FilterBuilder = lazy(() => import('./filter-builder.tsx').then((module) => ({ default: module.FilterBuilder })))

/** Conditions as chips that all hold: a click opens one, × takes it away, a button adds another. */
export const ConditionChips = ({
  object,
  parts,
  add,
  children,
  onChange,
}: {
  object: ObjectMeta
  parts: readonly Part[]
  /** The button that adds one. */
  add: { readonly label: string; readonly button: { readonly id?: string; readonly ref?: Ref<HTMLButtonElement> } }
  /** What stands behind it. */
  children?: ReactNode
  onChange: (parts: readonly Part[]) => void
}) => {
  const say = useSay()
  const titles = useConditionTitles(object, parts)
  const builder = (start: Condition | undefined, close: () => void, apply: (made: Condition) => void) => (
    <Suspense fallback={null}>
      <FilterBuilder
        object={object}
        {...(start ? { start } : {})}
        onApply={(made) => {
          close()
          apply(made)
        }}
      />
    </Suspense>
  )
  return (
    <div className="filter-bar">
      {parts.map((part, at) => {
        const text = conditionText(part, object, titles, say)
        return (
          <span key={`${at} ${text}`} className="chip">
            {isCondition(part) ? (
              <Popover
                label={add.label}
                button={
                  <button type="button" className="chip-text">
                    {text}
                  </button>
                }
              >
                {(close) => builder(part, close, (made) => onChange(parts.with(at, made)))}
              </Popover>
            ) : (
              <span className="chip-text">{text}</span>
            )}
            <button
              type="button"
              className="chip-remove"
              aria-label={say('list.removeFilter', { filter: text })}
              onClick={() => onChange(parts.toSpliced(at, 1))}
            >
              ×
            </button>
          </span>
        )
      })}
      <Popover
        label={add.label}
        button={
          <Button {...add.button} type="text" size="small" icon={<PlusOutlined />}>
            {add.label}
          </Button>
        }
      >
        {(close) => builder(undefined, close, (made) => onChange([...parts, made]))}
      </Popover>
      {children}
    </div>
  )
}
