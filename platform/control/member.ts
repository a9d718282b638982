import type { Session } from '#engine'

/** That a login may enter a workspace, and which user record it is there. */
export interface Member {
  readonly workspaceId: string
  readonly loginId: string
  /** The user record inside the workspace's schema. */
  readonly userId: string
  readonly active: boolean
}

const columns = 'workspace "workspaceId", login "loginId", user_id "userId", active'

export const addMember = async (db: Session, member: Omit<Member, 'active'>): Promise<void> => {
  await db.query('insert into zhike.member (workspace, login, user_id) values ($1, $2, $3)', [
    member.workspaceId,
    member.loginId,
    member.userId,
  ])
}

/** Opens or closes one workspace to a login; its other workspaces stay as they are. */
export const setMemberActive = async (
  db: Session,
  workspaceId: string,
  userId: string,
  active: boolean,
): Promise<Member | null> => {
  const rows = await db.query<Member>(
    `update zhike.member set active = $3 where workspace = $1 and user_id = $2 returning ${columns}`,
    [workspaceId, userId, active],
  )
  return rows[0] ?? null
}

/** Takes somebody out of a workspace for good, her API keys included. */
export const removeMember = async (db: Session, workspaceId: string, userId: string): Promise<void> => {
  await db.query('delete from zhike.api_key where workspace = $1 and user_id = $2', [workspaceId, userId])
  await db.query('delete from zhike.member where workspace = $1 and user_id = $2', [workspaceId, userId])
}

export const membersOfLogin = (db: Session, loginId: string): Promise<Member[]> =>
  db.query<Member>(`select ${columns} from zhike.member where login = $1 order by created_at, workspace`, [loginId])
