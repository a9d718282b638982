import { Select } from 'antd'
import type { ColumnMapping, ImportColumn, LentField } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import type { ImportWork } from './use-import.ts'

/** Fields that one record can be told from another by. */
const tellingFields = (object: ObjectMeta) =>
  object.fields.filter(
    ({ name, kind, unique, masked, system }) =>
      !masked &&
      !system &&
      (name === object.title || unique || kind === 'serial' || kind === 'email' || kind === 'phone'),
  )

/** Which records a column's cells mean, and what they call them by. */
export const LinkChoice = ({
  column,
  field,
  mapping,
  work,
}: {
  column: ImportColumn
  field: LentField
  mapping: ColumnMapping
  work: ImportWork
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  const targets = objects.filter(({ name }) => field.to?.includes(name))
  const target = targets.find(({ name }) => name === (mapping.to ?? field.to?.[0])) ?? targets[0]
  if (target === undefined) return null
  const change = (part: { by?: string; to?: string }) =>
    void work.change({ columns: [{ ...mapping, ...part, column: column.index }] })
  return (
    <span className="link-choice">
      {targets.length > 1 ? (
        <Select
          size="small"
          aria-label={say('import.linkToOf', { column: column.name })}
          value={target.name}
          options={targets.map(({ name, label }) => ({ value: name, label: `${say('import.linkTo')} ${label}` }))}
          onChange={(to) => void work.change({ columns: [{ column: column.index, field: mapping.field, to }] })}
        />
      ) : null}
      <Select
        size="small"
        aria-label={say('import.linkOf', { column: column.name })}
        value={mapping.by ?? ''}
        options={[
          { value: '', label: say('import.linkAuto') },
          ...tellingFields(target).map(({ name, label }) => ({
            value: name,
            label: say('import.linkBy', { field: `${target.label}${label}` }),
          })),
        ]}
        onChange={(by) =>
          by === ''
            ? void work.change({
                columns: [{ column: column.index, field: mapping.field, ...(mapping.to ? { to: mapping.to } : {}) }],
              })
            : change({ by })
        }
      />
    </span>
  )
}
