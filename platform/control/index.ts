/** The control database: what is known before a workspace is entered. Its schema is `zhike`, beside the workspaces'. */
export { createWorkspace, type NewWorkspace } from './create-workspace.ts'
export {
  addMember,
  lastChosenWorkspace,
  membersOfLogin,
  type Member,
  removeMember,
  setMemberActive,
  workspacesOfLogin,
} from './member.ts'
export { applyMigrations, type Migration } from './migration.ts'
export { controlMigrations, openControl } from './open-control.ts'
export { sealAnchor } from './seal-head.ts'
export { readSetting, writeSetting } from './setting.ts'
export { bumpVersion, findWorkspace, listWorkspaces, updateWorkspace, type Workspace } from './workspace.ts'
