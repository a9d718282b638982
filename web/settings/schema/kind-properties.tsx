import { Select } from 'antd'
import type { ObjectMeta } from '../../api/metadata.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { ChoicesEditor } from './choices-editor.tsx'
import { ExpressionInput } from './expression-input.tsx'
import { type FieldDraft, targetsOf, traitsOf } from './field-draft.ts'
import { RollupEditor } from './rollup-editor.tsx'
import { SerialEditor } from './serial-editor.tsx'

interface KindPropertiesProps {
  readonly object: ObjectMeta
  readonly draft: FieldDraft
  /** Its name, where it is there already: what its data hangs on stays. */
  readonly existing: string | null
  readonly problem: (name: string) => string | undefined
  readonly set: (part: Partial<FieldDraft>) => void
}

/** What only this kind of field has: options, target, expression, rule. */
export const KindProperties = ({ object, draft, existing, problem, set }: KindPropertiesProps) => {
  const say = useSay()
  const { objects } = useMetadata()
  const traits = traitsOf(draft.kind)
  if (traits.chosen)
    return (
      <div data-invalid={problem('options') ? true : undefined}>
        <ChoicesEditor
          choices={draft.choices}
          coloured={draft.kind === 'choice'}
          fieldOf={existing === null ? undefined : { object: object.name, field: existing }}
          onChange={(choices) => set({ choices })}
        />
        {problem('options') ? <p className="problem">⚠ {problem('options')}</p> : null}
      </div>
    )
  if (traits.linked) {
    const many = draft.kind === 'relatedTo'
    return (
      <Labelled label={say('schema.to')} htmlFor="field-to" problem={problem('to')}>
        <Select<string | string[]>
          id="field-to"
          {...(many ? { mode: 'multiple' as const } : {})}
          disabled={existing !== null && !many}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('input.choose')}
          options={targetsOf(objects)}
          value={many ? [...draft.to] : (draft.to[0] ?? null)!}
          onChange={(to) => set({ to: [to].flat() })}
        />
      </Labelled>
    )
  }
  switch (draft.kind) {
    case 'formula':
      return (
        <Labelled label={say('schema.expression')} htmlFor="field-expression" problem={problem('expression')}>
          <ExpressionInput
            id="field-expression"
            object={object}
            placeholder="amount * probability / 100"
            value={draft.expression}
            onChange={(expression) => set({ expression })}
          />
        </Labelled>
      )
    case 'serial':
      return (
        <>
          <SerialEditor rule={draft.serial} problem={problem('pattern')} onChange={(serial) => set({ serial })} />
          {existing === null ? <p className="help">{say('serial.existing')}</p> : null}
        </>
      )
    case 'rollup':
      return (
        <RollupEditor
          object={object}
          draft={draft.rollup}
          fixed={existing !== null}
          problem={problem}
          onChange={(rollup) => set({ rollup })}
        />
      )
    default:
      return null
  }
}
