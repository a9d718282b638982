import type { Group, ObjectMeta } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'

const order: readonly Group[] = ['marketing', 'customers', 'sales', 'service', 'custom']

/** What the left side offers, group by group, cut by the server to what this person may see. */
export const useNavigation = (): readonly { group: Group; objects: readonly ObjectMeta[] }[] => {
  const { objects } = useMetadata()
  return order
    .map((group) => ({ group, objects: objects.filter((object) => object.inNavigation && object.group === group) }))
    .filter((group) => group.objects.length > 0)
}
