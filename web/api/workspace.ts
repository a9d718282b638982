import { queryOptions } from '@tanstack/react-query'
import type { QuietHours } from '#shared/quiet-hours'
import type { Language } from '../i18n/language.ts'
import { uploadFile } from './files.ts'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'
import type { Brand } from './session.ts'

export interface WorkspaceSettings {
  readonly name: string
  readonly zone: string
  readonly currency: string
  readonly language: Language
  readonly brand: Brand
  /** Of everybody who has not set her own. */
  readonly quietHours: QuietHours
  /** What a duplicate check tells of records out of reach, and what programs are answered that make one twice. */
  readonly duplicates: { readonly hint: 'owner' | 'exists' | 'nothing'; readonly api: 'ask' | 'allow' }
}

/** What is to change; null takes a part of the brand away. */
export interface WorkspaceChange {
  readonly name?: string
  readonly zone?: string
  readonly language?: Language
  readonly quietHours?: Partial<QuietHours>
  readonly duplicates?: Partial<WorkspaceSettings['duplicates']>
  readonly brand?: { readonly [Part in keyof Brand]?: string | null }
}

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => request<WorkspaceSettings>('/workspace'),
})

export const saveWorkspace = async (change: WorkspaceChange): Promise<WorkspaceSettings> => {
  const saved = await request<WorkspaceSettings>('/workspace', { method: 'PATCH', body: change })
  queryClient.setQueryData(workspaceQuery.queryKey, saved)
  await queryClient.invalidateQueries({ queryKey: ['me'] })
  return saved
}

/** Sends a picture and makes it the logo. */
export const saveLogo = async (picture: Blob): Promise<WorkspaceSettings> => {
  const { id } = await uploadFile(new File([picture], 'logo.png'))
  return saveWorkspace({ brand: { logo: id } })
}
