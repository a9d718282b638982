import { Select } from 'antd'
import { isShown, type ObjectMeta } from '../../api/metadata.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { ConditionInput } from '../conditions/condition-input.tsx'

export interface RollupDraft {
  readonly of?: string
  readonly by?: string
  readonly measure?: (typeof measures)[number]
  readonly field?: string
  readonly where?: string
}

const measures = ['count', 'sum', 'avg', 'min', 'max'] as const
const numbers = new Set(['integer', 'decimal', 'money', 'percent'])
const moments = new Set(['date', 'datetime'])
const links = new Set(['ref', 'refs', 'relatedTo', 'user', 'department'])

/** What may be worked out of a field of this kind. */
const fits = (kind: string, measure: string) =>
  numbers.has(kind) || (moments.has(kind) && (measure === 'min' || measure === 'max'))

/** Which records a roll-up looks at, what it works out of them, and which of them count. */
export const RollupEditor = ({
  object,
  draft,
  fixed,
  problem,
  onChange,
}: {
  object: ObjectMeta
  draft: RollupDraft
  /** Once made only its condition can change. */
  fixed: boolean
  problem: (name: string) => string | undefined
  onChange: (draft: RollupDraft) => void
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  const lists = objects.flatMap((child) =>
    child.fields
      .filter(({ kind, targets, system }) => links.has(kind) && !system && targets?.includes(object.name))
      .map(({ name, label }) => ({ value: `${child.name} ${name}`, label: `${child.plural} · ${label}` })),
  )
  const child = objects.find(({ name }) => name === draft.of)
  const measure = draft.measure ?? 'count'
  const figures = (child?.fields ?? []).filter(
    (field) =>
      isShown(field) &&
      field.kind !== 'rollup' &&
      fits(field.kind === 'formula' ? (field.result ?? '') : field.kind, measure),
  )
  return (
    <>
      <Labelled label={say('rollup.of')} htmlFor="rollup-of" problem={problem('rollup.of')}>
        <Select<string>
          id="rollup-of"
          disabled={fixed}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('input.choose')}
          options={lists}
          value={draft.of ? `${draft.of} ${draft.by}` : null}
          onChange={(list) => {
            const [of = '', by = ''] = list.split(' ')
            onChange({ of, by, measure: 'count' })
          }}
        />
      </Labelled>
      <div className="field-pair">
        <Labelled label={say('rollup.measure')} htmlFor="rollup-measure">
          <Select<(typeof measures)[number]>
            id="rollup-measure"
            disabled={fixed}
            options={measures.map((value) => ({ value, label: say(`rollup.measure.${value}`) }))}
            value={measure}
            onChange={(next) => {
              const { field: _, ...rest } = draft
              onChange({ ...rest, measure: next })
            }}
          />
        </Labelled>
        {measure === 'count' ? null : (
          <Labelled label={say('rollup.field')} htmlFor="rollup-field" problem={problem('rollup.field')}>
            <Select<string>
              id="rollup-field"
              disabled={fixed}
              placeholder={say('input.choose')}
              options={figures.map(({ name, label }) => ({ value: name, label }))}
              value={draft.field ?? null}
              onChange={(field) => onChange({ ...draft, field })}
            />
          </Labelled>
        )}
      </div>
      {child ? (
        <Labelled label={say('rollup.where')} htmlFor="rollup-where" problem={problem('rollup.where')}>
          <ConditionInput
            id="rollup-where"
            key={child.name}
            object={child}
            standing
            value={draft.where ?? ''}
            onChange={(where) => onChange({ ...draft, where })}
          />
          <p className="help">{say('rollup.whereNot')}</p>
        </Labelled>
      ) : null}
    </>
  )
}
