import { queryOptions } from '@tanstack/react-query'
import { request } from './request.ts'

/** A code of the authenticator app, or one of those on paper. */
export type CodeKind = 'totp' | 'backup'

const post = <Data = unknown>(path: string, body: object = {}): Promise<Data> =>
  request(`/api/auth${path}`, { method: 'POST', body })

/** The second half of a sign-in, and of turning the second factor on. A refusal is the code's, not the session's. */
export const giveCode = (kind: CodeKind, code: string): Promise<unknown> =>
  request(`/api/auth/two-factor/verify-${kind === 'totp' ? 'totp' : 'backup-code'}`, {
    method: 'POST',
    body: { code: kind === 'totp' ? code.replace(/\D/g, '') : code.replace(/\s/g, '') },
    anonymous: true,
  })

export const askForReset = (email: string): Promise<unknown> =>
  request('/api/auth/request-password-reset', { method: 'POST', body: { email }, anonymous: true })

export const resetPassword = (token: string, newPassword: string): Promise<unknown> =>
  request('/api/auth/reset-password', { method: 'POST', body: { token, newPassword }, anonymous: true })

export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  post('/change-password', { currentPassword, newPassword })

export const secondFactorQuery = queryOptions({
  queryKey: ['account', 'second-factor'],
  queryFn: () => request<{ enabled: boolean }>('/api/auth/two-factor/status'),
})

/** What the authenticator app takes in, and the codes for the day the phone is lost. */
export interface Enrolment {
  readonly totpUri: string
  readonly backupCodes: readonly string[]
}

export const startSecondFactor = (password: string): Promise<Enrolment> => post('/two-factor/enable', { password })
export const stopSecondFactor = (password: string): Promise<unknown> => post('/two-factor/disable', { password })
export const newBackupCodes = async (password: string): Promise<readonly string[]> =>
  (await post<Enrolment>('/two-factor/generate-backup-codes', { password })).backupCodes

/** A place where this person is signed in. */
export interface Seat {
  readonly id: string
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly current: boolean
}

export const seatsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async () => (await request<{ data: Seat[] }>('/api/auth/list-sessions')).data,
})
export const endSeat = (id: string): Promise<unknown> => post('/revoke-session', { id })
export const endOtherSeats = (): Promise<unknown> => post('/revoke-other-sessions')
