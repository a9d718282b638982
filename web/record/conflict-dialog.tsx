import { Button } from 'antd'
import { useState } from 'react'
import type { ApiError } from '../api/api-error.ts'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { isEmpty } from '../field-view.tsx'
import type { Values } from '../form/use-form.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ValueText } from './value-text.tsx'

const sides = ['mine', 'theirs', 'original'] as const
type Side = (typeof sides)[number]

/** Field by field: mine, theirs, or what was there before both. Fields that nobody else touched are not asked about. */
export const ConflictDialog = ({
  object,
  conflict,
  mine,
  onClose,
  onChosen,
}: {
  object: ObjectMeta
  conflict: ApiError
  mine: Values
  onClose: () => void
  onChosen: (values: Values, version: number) => void
}) => {
  const say = useSay()
  const body = conflict.body as { theirs?: Values; original?: Values; version?: number; fields?: readonly string[] }
  const names = body.fields ?? Object.keys(body.theirs ?? {})
  const values: Record<Side, Values> = { mine, theirs: body.theirs ?? {}, original: body.original ?? {} }
  const [choice, setChoice] = useState<Readonly<Record<string, Side>>>({})

  const shown = (name: string, side: Side) => {
    const field = fieldOf(object, name)
    const value = values[side][name]
    return field === undefined || isEmpty(value) ? '—' : <ValueText value={value} field={field} />
  }
  const save = () => {
    const chosen = names.map((name) => [name, values[choice[name] ?? 'mine'][name] ?? null] as const)
    onChosen(Object.fromEntries(chosen), body.version ?? 0)
  }
  return (
    <Dialog
      title={say('conflict.title')}
      width={720}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" onClick={save}>
            {say('conflict.save')}
          </Button>
        </>
      }
    >
      <p className="muted dialog-intro">{say('conflict.why')}</p>
      {names.map((name) => (
        <fieldset key={name} className="conflict-field">
          <legend>{fieldOf(object, name)?.label ?? name}</legend>
          {sides.map((side) => (
            <label key={side} data-chosen={(choice[name] ?? 'mine') === side || undefined}>
              <input
                type="radio"
                name={`conflict-${name}`}
                checked={(choice[name] ?? 'mine') === side}
                onChange={() => setChoice({ ...choice, [name]: side })}
              />
              <span className="muted">{say(`conflict.${side}`)}</span>
              <span>{shown(name, side)}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </Dialog>
  )
}
