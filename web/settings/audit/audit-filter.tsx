import { Input, Select } from 'antd'
import { fromLocalInput } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { ReferenceInput } from '../../ui/input/reference-input.tsx'
import { useClear } from '../../ui/input/use-clear.tsx'
import { plainField } from '../schema/plain-field.ts'

/** What of the audit is looked at: whose, from which day to which. */
interface AuditSearch {
  readonly actor: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Narrows the audit to a kind, a person, some days. */
export const AuditFilter = ({
  kind,
  search,
  ask,
}: {
  kind: {
    readonly name: 'object' | 'kind'
    readonly value: string | undefined
    readonly options: readonly { readonly value: string; readonly label: string }[]
  }
  search: AuditSearch
  ask: (part: Readonly<Record<string, string | undefined>>) => void
}) => {
  const say = useSay()
  const clear = useClear()
  return (
    <div className="audit-filter">
      <Labelled label={say(`audit.${kind.name}`)} htmlFor={`audit-${kind.name}`}>
        <Select
          id={`audit-${kind.name}`}
          allowClear={clear}
          placeholder={say('list.all')}
          value={kind.value ?? null}
          options={[...kind.options]}
          onChange={(value) => ask({ [kind.name]: value ?? undefined })}
        />
      </Labelled>
      <Labelled label={say('audit.actor')} htmlFor="audit-actor">
        <ReferenceInput
          id="audit-actor"
          field={plainField('actor', 'user', say('audit.actor'))}
          value={search.actor ?? null}
          onChange={(actor) => ask({ actor: typeof actor === 'string' ? actor : undefined })}
        />
      </Labelled>
      {(['from', 'to'] as const).map((end) => (
        <Labelled key={end} label={say(`audit.${end}`)} htmlFor={`audit-${end}`}>
          <Input
            id={`audit-${end}`}
            type="date"
            value={search[end] ?? ''}
            onChange={(event) => ask({ [end]: event.target.value || undefined })}
          />
        </Labelled>
      ))}
    </div>
  )
}

/** Whole days in the workspace's zone; the last one is included. */
export const daysOf = ({ from, to }: AuditSearch) => ({
  from: from ? fromLocalInput(`${from}T00:00`) : undefined,
  to: to ? fromLocalInput(`${new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)}T00:00`) : undefined,
})
