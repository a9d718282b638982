import { useQuery } from '@tanstack/react-query'
import { useObject } from '../../api/use-metadata.ts'
import { catalogueQuery } from '../people/rights.ts'

/** What an object and its fields are called. */
export interface Named {
  readonly label: string
  readonly fields: readonly { readonly name: string; readonly label: string }[]
}

/** An auditor reads who did what, also with objects of which she sees no record: their words come apart from those she may see. */
export const useNamed = (name: string): Named | undefined => {
  const known = useObject(name)
  const { data } = useQuery({ ...catalogueQuery, enabled: known === undefined && name !== '' })
  return known ?? data?.objects.find((object) => object.name === name)
}
