import { Cascader, Input as Line } from 'antd'
import { useEffect, useState } from 'react'
import type { InputProps } from '#web/field-view.tsx'
import { useSay } from '#web/i18n/language.ts'
import { loadRegions, regionChain, type RegionNode } from '#web/ui/input/region-tree.ts'
import { useClear } from '#web/ui/input/use-clear.tsx'

interface Address {
  readonly region?: string | null
  readonly detail?: string | null
}

/** Province, city and district from the official list (loaded when first shown), then the rest in words. */
export const Input = ({ value, onChange, id, describedBy, invalid, disabled, autoFocus }: InputProps) => {
  const say = useSay()
  const clear = useClear()
  const address = (value ?? {}) as Address
  const [regions, setRegions] = useState<RegionNode[]>([])
  useEffect(() => void loadRegions().then(setRegions), [])
  const change = (part: Address) => {
    const next = { ...address, ...part }
    onChange(next.region || next.detail ? next : null)
  }
  return (
    <div className="address-input">
      <Cascader
        id={id}
        className="wide"
        changeOnSelect
        showSearch
        allowClear={clear}
        options={regions}
        placeholder={say('input.region')}
        status={invalid ? 'error' : ''}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        aria-describedby={describedBy}
        value={address.region ? regionChain(regions, address.region) : []}
        onChange={(codes) => change({ region: (codes as string[] | undefined)?.at(-1) ?? null })}
      />
      <Line
        aria-label={say('input.detail')}
        placeholder={say('input.detail')}
        value={address.detail ?? ''}
        disabled={disabled ?? false}
        onChange={(event) => change({ detail: event.target.value })}
      />
    </div>
  )
}
