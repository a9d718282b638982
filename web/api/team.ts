import { request } from './request.ts'

export type May = 'read' | 'write'

/** Somebody who works on a record beside its owner. */
export interface Member {
  readonly user: { readonly id: string; readonly name: string }
  readonly may: May
  /** Until when; for ever without it. */
  readonly until: string | null
  readonly addedBy: { readonly id: string; readonly name: string } | null
  readonly addedAt: string
}

const path = (object: string, id: string) => `/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}`

export const getTeam = async (object: string, id: string): Promise<readonly Member[]> =>
  (await request<{ data: Member[] }>(`${path(object, id)}/team`)).data

export const putMember = (
  object: string,
  id: string,
  user: string,
  right: { readonly may: May; readonly until?: string | null },
): Promise<unknown> => request(`${path(object, id)}/team/${user}`, { method: 'PUT', body: right })

export const removeMember = (object: string, id: string, user: string): Promise<unknown> =>
  request(`${path(object, id)}/team/${user}`, { method: 'DELETE' })

/** Which of these colleagues see the record. */
export const whoSees = async (
  object: string,
  id: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, boolean>> => {
  const { data } = await request<{ data: readonly { id: string; sees: boolean }[] }>(`${path(object, id)}/who-sees`, {
    method: 'POST',
    body: { users },
  })
  return new Map(data.map((one) => [one.id, one.sees]))
}
