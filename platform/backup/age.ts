/** The encryption of backups, loaded with the first one: its curves take 12 MB that a server seldom needs. */
export const age = () => import('age-encryption')
