import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { targetOf } from '../../api/metadata.ts'
import { recordsKey } from '../../api/query-client.ts'
import { referenceId, referenceTitle } from '../../api/record-title.ts'
import { getRecord, suggest } from '../../api/records.ts'
import { useObject } from '../../api/use-metadata.ts'
import type { InputProps } from '../../field-view.tsx'
import { useSay } from '../../i18n/language.ts'
import { useClear } from './use-clear.tsx'
import { useDelayed } from '../use-delayed.ts'

/** A picker for another record. It always searches on the server: there may be a million. */
export const ReferenceInput = ({ field, value, onChange, multiple, ...props }: InputProps & { multiple?: boolean }) => {
  const say = useSay()
  const clear = useClear()
  const object = targetOf(field) ?? ''
  const [text, setText] = useState('')
  const [open, setOpen] = useState(props.inline === true && !multiple)
  const q = useDelayed(text, 150)
  const found = useQuery({
    queryKey: recordsKey(object, 'suggest', q),
    queryFn: ({ signal }) => suggest(object, q, signal),
    enabled: open && object !== '',
    placeholderData: (last) => last,
  })
  // What was found for other words is not offered: Enter would pick it.
  const settled = text === q && !found.isPlaceholderData
  const chosen = (Array.isArray(value) ? value : value ? [value] : []) as unknown[]
  const titles = useTitles(object, chosen)
  const known = (settled ? (found.data ?? []) : []).map(({ id, title, subtitle }) => ({
    value: id,
    label: title,
    subtitle,
  }))
  const missing = chosen
    .map((one) => ({
      value: referenceId(one) ?? '',
      label: referenceTitle(one) || titles.get(referenceId(one) ?? '') || '…',
    }))
    .filter((one) => !known.some((other) => other.value === one.value))
  const ids = chosen.map(referenceId).filter((id) => id !== null)

  return (
    <Select<string | string[]>
      id={props.id}
      className="wide"
      {...(multiple ? { mode: 'multiple' as const } : {})}
      open={open}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={[...(text === '' ? missing : []), ...known]}
      optionRender={({ data }) => (
        <span className="suggestion">
          <span>{data.label}</span>
          {'subtitle' in data && data.subtitle ? <span className="muted">{String(data.subtitle)}</span> : null}
        </span>
      )}
      labelRender={({ value, label }) => label ?? missing.find((one) => one.value === value)?.label}
      value={multiple ? ids : (ids[0] as string)}
      onChange={(next) => {
        setText('')
        onChange(next ?? (multiple ? [] : null))
      }}
      allowClear={!field.required && !props.inline && clear}
      loading={found.isFetching}
      placeholder={props.placeholder ?? say('input.searchFor')}
      notFoundContent={found.isFetching || !settled ? say('palette.searching') : say('input.nothingFound')}
      status={props.invalid ? 'error' : ''}
      variant={props.inline ? 'borderless' : 'outlined'}
      disabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={field.required}
    />
  )
}

/** Titles of chosen records that came as bare ids (a default, a prefilled form). */
const useTitles = (object: string, chosen: readonly unknown[]): ReadonlyMap<string, string> => {
  const title = useObject(object)?.title
  const bare = chosen.filter((one): one is string => typeof one === 'string')
  const { data } = useQuery({
    queryKey: recordsKey(object, 'titles', bare),
    queryFn: async ({ signal }) => {
      const records = await Promise.all(bare.map((id) => getRecord(object, id, title, signal)))
      return new Map(records.map((record) => [record.id, String(record[title ?? ''] ?? '')]))
    },
    enabled: bare.length > 0 && title !== undefined,
  })
  return data ?? new Map<string, string>()
}
