/** A filter tree as the API takes it: `{industry: 'machinery'}`, `{amount: {gte: '1000'}}`, `{and: […]}`. */
export type Filter = { readonly [key: string]: unknown }

/** All of these hold. Empty parts fall away, so an absent filter stays absent. */
export const allOf = (...filters: (Filter | undefined)[]): Filter | undefined => {
  const parts = filters.filter((filter) => filter !== undefined && Object.keys(filter).length > 0)
  return parts.length > 1 ? { and: parts } : parts[0]
}
