import type { Session } from '#engine'
import { type Workspace, workspaceColumns } from './workspace.ts'

/** That a login may enter a workspace, and which user record it is there. */
export interface Member {
  readonly workspaceId: string
  readonly loginId: string
  /** The user record inside the workspace's schema. */
  readonly userId: string
  readonly active: boolean
}

const columns = 'workspace "workspaceId", login "loginId", user_id "userId", active'

/** Opens a workspace to a login, as one of its users. */
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

/** The workspaces that a login may enter, the one it joined first at the head. */
export const workspacesOfLogin = (db: Session, loginId: string): Promise<Workspace[]> =>
  db.query<Workspace>(
    `select ${workspaceColumns} from zhike.workspace w join zhike.member m on m.workspace = w.id
     where m.login = $1 and m.active order by m.created_at, w.id`,
    [loginId],
  )

/** The workspace in which a login begins: the one it chose last, null where it never chose. */
export const lastChosenWorkspace = async (db: Session, loginId: string): Promise<string | null> =>
  (
    await db.query<{ workspace: string }>(
      `select workspace from zhike.member where login = $1 and active and chosen_at is not null
       order by chosen_at desc limit 1`,
      [loginId],
    )
  )[0]?.workspace ?? null

/** All workspaces of a login, those that are shut to it too. */
export const membersOfLogin = (db: Session, loginId: string): Promise<Member[]> =>
  db.query<Member>(`select ${columns} from zhike.member where login = $1 order by created_at, workspace`, [loginId])
