export interface RegionNode {
  readonly value: string
  readonly label: string
  readonly children?: RegionNode[]
}

let tree: Promise<RegionNode[]> | undefined

/** Provinces, cities and districts; the list (88 kB) is fetched when the first address is shown. */
export const loadRegions = (): Promise<RegionNode[]> =>
  (tree ??= import('#shared/regions').then(({ regionsIn }) => {
    const below = (code?: string): RegionNode[] =>
      regionsIn(code).map(({ code, name, level }) => {
        const children = level === 'district' ? [] : below(code)
        return children.length > 0 ? { value: code, label: name, children } : { value: code, label: name }
      })
    return below()
  }))

/** The codes from the province down to a region: what a cascader holds. Beijing's districts hang on the city itself. */
export const regionChain = (nodes: readonly RegionNode[], code: string): string[] => {
  for (const node of nodes) {
    if (node.value === code) return [code]
    const rest = regionChain(node.children ?? [], code)
    if (rest.length > 0) return [node.value, ...rest]
  }
  return []
}
