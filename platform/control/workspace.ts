import type { Language, Session } from '#engine'

/** One company's world: a PostgreSQL schema and what must be known to enter it. */
export interface Workspace {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly schemaName: string
  /** IANA time zone in which its days begin. */
  readonly zone: string
  /** ISO 4217. */
  readonly currency: string
  readonly language: Language
  /** Grows with every change of its objects and fields. */
  readonly schemaVersion: number
  /** Grows with every change of roles, departments and other facts about who may do what. */
  readonly rightsVersion: number
  readonly brand: Readonly<Record<string, unknown>>
}

/** The columns of `zhike.workspace` as a Workspace has them. */
export const workspaceColumns = `id, slug, name, schema_name "schemaName", zone, currency, language,
  schema_version "schemaVersion", rights_version "rightsVersion", brand`

/** All of the installation, the oldest first. */
export const listWorkspaces = (db: Session): Promise<Workspace[]> =>
  db.query<Workspace>(`select ${workspaceColumns} from zhike.workspace order by created_at, id`)

/** Null where there is none of that id. */
export const findWorkspace = async (db: Session, id: string): Promise<Workspace | null> =>
  (await db.query<Workspace>(`select ${workspaceColumns} from zhike.workspace where id = $1`, [id]))[0] ?? null

type Changeable = 'name' | 'zone' | 'currency' | 'language' | 'brand'

/** Changes what an administrator may change about a workspace; what is absent stays. */
export const updateWorkspace = async (
  db: Session,
  id: string,
  set: Partial<Pick<Workspace, Changeable>>,
): Promise<Workspace | null> => {
  const rows = await db.query<Workspace>(
    `update zhike.workspace set name = coalesce($2, name), zone = coalesce($3, zone),
       currency = coalesce($4, currency), language = coalesce($5, language), brand = coalesce($6, brand)
     where id = $1 returning ${workspaceColumns}`,
    [id, set.name, set.zone, set.currency, set.language, set.brand && JSON.stringify(set.brand)],
  )
  return rows[0] ?? null
}

/**
 * Says that a workspace's schema or rights changed, in the transaction of that change: every process sees the new number
 * with its next look at a credential, at most a second later, and reads afresh.
 */
export const bumpVersion = async (db: Session, id: string, of: 'schema' | 'rights'): Promise<number> => {
  const column = of === 'schema' ? 'schema_version' : 'rights_version'
  const rows = await db.query<{ version: number }>(
    `update zhike.workspace set ${column} = ${column} + 1 where id = $1 returning ${column} "version"`,
    [id],
  )
  return rows[0]?.version ?? 0
}
