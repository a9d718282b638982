import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How to reach this cluster: kept beside it, readable by the owner alone. */
export interface Connection {
  port: number | null
  adminPassword: string
  password: string
}

const fileIn = (dataDir: string) => path.join(dataDir, 'connection.json')

/** Reads the passwords and the port of the last run, or makes new passwords; null when the file was lost. */
export const readConnection = (dataDir: string): Connection | null =>
  existsSync(fileIn(dataDir)) ? (JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Connection) : null

export const newConnection = (): Connection => ({
  port: null,
  adminPassword: randomBytes(24).toString('base64url'),
  password: randomBytes(24).toString('base64url'),
})

export const writeConnection = (dataDir: string, connection: Connection): void => {
  const half = `${fileIn(dataDir)}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, fileIn(dataDir)) // whole or not at all, whenever the power goes
}

/** The superuser's address serves the supervisor alone; the application's role owns its database and nothing else. */
export const addresses = ({ password, adminPassword }: Connection, port: number) => ({
  url: `postgres://zhike:${password}@127.0.0.1:${port}/zhike`,
  adminUrl: `postgres://postgres:${adminPassword}@127.0.0.1:${port}/postgres`,
})
