import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { Tag } from '../../ui/tag.tsx'
import type { Usage } from './schema-api.ts'

const parts = ['formula', 'rollup', 'condition', 'reference', 'rule', 'sharing', 'fieldRight'] as const

/** Where something is used, one line each; what cannot do without it is marked. */
export const Usages = ({ usages }: { usages: readonly Usage[] }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const kindOf = (kind: string) => {
    const part = parts.find((one) => one === kind)
    return part ? say(`usage.${part}`) : (objects.find(({ name }) => name === kind)?.label ?? kind)
  }
  return (
    <ul className="usages">
      {usages.map(({ kind, name, breaks }, at) => (
        <li key={at}>
          <Tag color={breaks ? 'red' : 'gray'}>{breaks ? `⚠ ${kindOf(kind)}` : kindOf(kind)}</Tag> {name}
        </li>
      ))}
    </ul>
  )
}
