import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'

interface Called {
  readonly id: string
  readonly name: string | null
}

/** Everything of a department on its way to another one. */
export interface DepartmentMove {
  readonly id: string
  /** Takes all of it back, like any other change. */
  readonly request: string
  readonly from: Called
  readonly to: Called
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly result: { readonly moved: number; readonly failed: number; readonly removed: boolean } | null
}

/** ms between two looks at one that is under way. */
const pace = 700
export const isUnderWay = ({ state }: Pick<DepartmentMove, 'state'>): boolean =>
  state === 'waiting' || state === 'running'

export const startMove = (department: string, asked: object): Promise<Pick<DepartmentMove, 'id' | 'request'>> =>
  request(`/departments/${department}/move`, { method: 'POST', body: asked })

/** A move, looked at again and again until it is over. */
export const useDepartmentMove = (id: string | undefined) =>
  useQuery({
    queryKey: ['department', 'move', id],
    queryFn: async ({ signal }) => {
      const now = await request<DepartmentMove>(`/department-moves/${id}`, { signal })
      // Whose department it was and who sees what may be another everywhere.
      if (!isUnderWay(now))
        void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'department' })
      return now
    },
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pace : false),
    staleTime: 0,
  })
