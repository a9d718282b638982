import { defineError, type Session, uuid7 } from '#engine'
import { type Workspace, workspaceColumns } from './workspace.ts'

export const SlugTaken = defineError(
  'workspace.slugTaken',
  409,
  '公司标识“{slug}”已被占用,请换一个',
  'The company address “{slug}” is taken, please choose another',
)

export const SlugInvalid = defineError(
  'workspace.slugInvalid',
  422,
  '公司标识只能用小写字母、数字和连字符,以字母开头,最长 40 个字符',
  'A company address starts with a letter and has at most 40 lower-case letters, digits and hyphens',
)

/** A workspace to be made; what is absent is as usual in China. */
export interface NewWorkspace {
  /** Short name for addresses; unique. */
  readonly slug: string
  readonly name: string
  readonly zone?: string
  readonly currency?: string
  readonly language?: string
}

/** Enters a workspace into the control database. Its own schema is the engine's to build, in the same transaction. */
export const createWorkspace = async (db: Session, workspace: NewWorkspace): Promise<Workspace> => {
  const { slug } = workspace
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(slug)) throw SlugInvalid().at('slug')
  const rows = await db.query<Workspace>(
    `insert into zhike.workspace (id, slug, name, schema_name, zone, currency, language)
     values ($1, $2, $3, $4, coalesce($5, 'Asia/Shanghai'), coalesce($6, 'CNY'), coalesce($7, 'zh-CN'))
     on conflict do nothing returning ${workspaceColumns}`,
    [uuid7(), slug, workspace.name, schemaName(slug), workspace.zone, workspace.currency, workspace.language],
  )
  if (!rows[0]) throw SlugTaken({ slug }).at('slug')
  return rows[0]
}

/** `acme-east` lives in `ws_acme_east`. */
const schemaName = (slug: string) => `ws_${slug.replaceAll('-', '_')}`
