import { queryOptions } from '@tanstack/react-query'
import type { ExpressionTree } from '../../api/metadata.ts'
import { request } from '../../api/request.ts'

/** A workspace's own object or field as it is kept, retired ones included. */
export interface OwnObject {
  readonly name: string
  readonly label: string
  readonly labelEn: string
  readonly badge: string
  readonly retired: boolean
}

export interface OwnField {
  readonly object: string
  readonly name: string
  readonly kind: string
  readonly label: string
  readonly labelEn: string
  readonly retired: boolean
}

interface Schema {
  readonly objects: readonly OwnObject[]
  readonly fields: readonly OwnField[]
  /** Fields whose values are still being worked out for older records. */
  readonly filling: readonly { readonly object: string; readonly field: string }[]
}

/** Where a field or an object is used. What `breaks` has to go before it is taken out of use. */
export interface Usage {
  /** formula, rollup and the like, or the object of the record that speaks of it. */
  readonly kind: string
  readonly name: string
  readonly breaks: boolean
}

export type FieldOptions = Readonly<Record<string, unknown>>

interface FieldDetails {
  readonly name: string
  readonly options: FieldOptions
  readonly label: { readonly 'zh-CN': string; readonly en: string }
  readonly usages: readonly Usage[]
  readonly history: readonly {
    readonly at: string
    readonly actor: { readonly id: string; readonly name: string | null }
    readonly old: FieldOptions | null
    readonly new: FieldOptions
  }[]
}

export interface ValidationRule {
  readonly id: string
  readonly must: string
  readonly message: string
  readonly messageEn: string
  readonly field?: string
  readonly active: boolean
}

/** Below `meta`: whatever changes the schema fetches all of it anew. */
export const schemaQuery = queryOptions({
  queryKey: ['meta', 'schema'],
  queryFn: () => request<Schema>('/schema'),
  // Until older records have their values.
  refetchInterval: ({ state }) => (state.data?.filling.length ? 2_000 : false),
})

export const fieldPath = (object: string, field: string): string => `/schema/objects/${object}/fields/${field}`

export const fieldDetailsQuery = (object: string, field: string) =>
  queryOptions({
    queryKey: ['meta', 'schema', object, field],
    queryFn: () => request<FieldDetails>(fieldPath(object, field)),
    staleTime: 0,
  })

export const objectUsagesQuery = (object: string) =>
  queryOptions({
    queryKey: ['meta', 'schema', object, 'usages'],
    queryFn: () => request<{ usages: readonly Usage[] }>(`/schema/objects/${object}/usages`),
    staleTime: 0,
  })

/** How many records have an option, counted to 10,000, and what else speaks of it. */
export const optionUsagesQuery = (object: string, field: string, option: string) =>
  queryOptions({
    queryKey: ['meta', 'schema', object, field, 'option', option],
    queryFn: () =>
      request<{ records: number; usages: readonly Usage[] }>(`${fieldPath(object, field)}/option-usages`, {
        query: { option },
      }),
    staleTime: 0,
  })

export const rulesQuery = (object: string) =>
  queryOptions({
    queryKey: ['meta', 'schema', object, 'rules'],
    queryFn: () => request<{ data: readonly ValidationRule[] }>(`/schema/objects/${object}/rules`),
  })

/** What the server says of an expression over an object's fields. */
export interface Checked {
  readonly ok: boolean
  readonly result?: string
  readonly message?: string
  readonly position?: number
  /** What was read, where it stands. */
  readonly root?: ExpressionTree
}

/** A condition says yes or no; one that is `standing` does so without the clock. */
export const checkQuery = (
  object: string,
  expression: string,
  asked: { readonly condition: boolean; readonly standing?: boolean },
) =>
  queryOptions({
    queryKey: ['meta', 'check', object, expression, asked],
    queryFn: () =>
      request<Checked>(`/schema/objects/${object}/check`, { method: 'POST', body: { expression, ...asked } }),
    enabled: expression.trim() !== '',
  })
