import { Select } from 'antd'
import type { ImportColumn } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { LinkChoice } from './link-choice.tsx'
import { fullLabel, type Target } from './targets.ts'
import type { ImportWork } from './use-import.ts'

/** One column of the file: what is in it, and which field it goes to. */
export const ColumnLine = ({
  column,
  targets,
  own,
  taken,
  work,
}: {
  column: ImportColumn
  targets: readonly Target[]
  /** What the imported records are called. */
  own: string
  /** Which column each field is taken by. */
  taken: ReadonlyMap<string, ImportColumn>
  work: ImportWork
}) => {
  const say = useSay()
  const { index, name, samples, mapping, certainty } = column
  const field = targets.find((one) => one.target === mapping?.field)
  const choose = (next: string) => {
    const to = targets.find((one) => one.target === next)
    const before = next === '' || to?.joins ? undefined : taken.get(next)
    const freed = before && before.index !== index ? [{ column: before.index, field: null }] : []
    const meant = to?.kind === 'relatedTo' && to.to?.[0] ? { to: to.to[0] } : {}
    void work.change({ columns: [...freed, { column: index, field: next === '' ? null : next, ...meant }] })
  }
  const options = [
    { value: '', label: say('import.none'), search: '' },
    ...[...Map.groupBy(targets, ({ of }) => of ?? own)].map(([label, same]) => ({
      label,
      options: same.map((one) => {
        const by = taken.get(one.target)
        const how = one.joins ? 'import.joinedWith' : 'import.takenBy'
        const note = by && by.index !== index ? say(how, { column: by.name }) : ''
        const text = `${fullLabel(one)}${one.required ? ' *' : ''}${note}`
        return { value: one.target, label: text, search: one.name }
      }),
    })),
  ]
  return (
    <div className="column-line" role="row" data-mapped={mapping !== null}>
      <strong role="rowheader" className="column-name" title={name}>
        {name}
      </strong>
      <span role="cell" className="column-samples muted" title={samples.join('\n')}>
        {samples.length > 0 ? samples.join(' · ') : '—'}
      </span>
      <span role="cell" className="column-field">
        <Select<string>
          className="wide"
          aria-label={say('import.fieldOf', { column: name })}
          value={mapping?.field ?? ''}
          options={options}
          showSearch={{
            filterOption: (text, option) =>
              `${option?.label ?? ''} ${option?.search ?? ''}`.toLowerCase().includes(text.toLowerCase()),
          }}
          onChange={choose}
        />
        {field?.to && mapping ? <LinkChoice column={column} field={field} mapping={mapping} work={work} /> : null}
      </span>
      <span role="cell" className="column-fit">
        {mapping === null ? (
          <span className="muted">—</span>
        ) : certainty ? (
          <span className="column-sure">✓ {say('import.auto')}</span>
        ) : (
          <span>{say('import.byYou')}</span>
        )}
      </span>
    </div>
  )
}
