import type { Group, ObjectMeta } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'

const order: readonly Group[] = ['work', 'marketing', 'customers', 'sales', 'service', 'custom']

/** What salespeople open all day: first under the thumb, first among what a search finds. */
const everyday = ['customer', 'opportunity', 'contact', 'lead', 'task']

export const byEveryday = (one: ObjectMeta, other: ObjectMeta): number => rank(one) - rank(other)
const rank = ({ name }: ObjectMeta) => (everyday.includes(name) ? everyday.indexOf(name) : everyday.length)

/** What the left side offers, group by group, cut by the server to what this person may see. */
export const useNavigation = (): readonly { group: Group; objects: readonly ObjectMeta[] }[] => {
  const { objects } = useMetadata()
  return order
    .map((group) => ({ group, objects: objects.filter((object) => object.inNavigation && object.group === group) }))
    .filter((group) => group.objects.length > 0)
}
