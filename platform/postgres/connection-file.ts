import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How to reach this cluster: kept beside it, readable by the owner alone. */
export interface Connection {
  port: number | null
  adminPassword: string
  password: string
  /** Of the account that the app runs as; absent in files of earlier versions. */
  runTimePassword?: string
}

const fileIn = (dataDir: string) => path.join(dataDir, 'connection.json')

/** Reads the passwords and the port of the last run, or makes new passwords; null when the file was lost. */
export const readConnection = (dataDir: string): Connection | null =>
  existsSync(fileIn(dataDir)) ? (JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Connection) : null

/** Passwords for a new cluster. */
export const newConnection = (): Connection => ({
  port: null,
  adminPassword: randomBytes(24).toString('base64url'),
  password: randomBytes(24).toString('base64url'),
  runTimePassword: randomBytes(24).toString('base64url'),
})

/** Keeps passwords and port for the next start. */
export const writeConnection = (dataDir: string, connection: Connection): void => {
  const half = `${fileIn(dataDir)}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, fileIn(dataDir)) // whole or not at all, whenever the power goes
}

/** Gives files of earlier versions the password that they lack. */
export const withRunTimePassword = (connection: Connection): Connection => ({
  ...connection,
  runTimePassword: connection.runTimePassword ?? newConnection().runTimePassword!,
})

/**
 * The superuser's address serves the supervisor alone; `zhike` owns its database and nothing else; the app runs as
 * `zhike_app`, which owns nothing.
 */
export const addresses = ({ password, adminPassword, runTimePassword }: Connection, port: number) => ({
  url: `postgres://zhike:${password}@127.0.0.1:${port}/zhike`,
  runTimeUrl: `postgres://zhike_app:${runTimePassword}@127.0.0.1:${port}/zhike`,
  adminUrl: `postgres://postgres:${adminPassword}@127.0.0.1:${port}/postgres`,
})
