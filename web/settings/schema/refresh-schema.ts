import { queryClient } from '../../api/query-client.ts'

/** After a change of the schema everything drawn from metadata is fetched anew: the new field is there at once. */
export const refreshSchema = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['meta'] })
