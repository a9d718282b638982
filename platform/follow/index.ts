/** For what follows from changes: each change is worked on exactly once, in the order of the change log. */
export { type ChangeFollower, followChanges } from './follow-changes.ts'
export { createFollowers, type Followers } from './followers.ts'
