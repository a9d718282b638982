import { getMigrations } from 'better-auth/db/migration'
import { expect, it } from 'vitest'
import { authApp } from '#test/auth-app'
import { openBetterAuth } from './better-auth.ts'

it('holds exactly the tables and columns that the installed better-auth wants', async () => {
  const app = await authApp()
  const library = openBetterAuth(app.auth.options, undefined)
  try {
    const { toBeCreated, toBeAdded } = await getMigrations(library.options)
    expect(toBeCreated).toEqual([])
    expect(toBeAdded).toEqual([])
  } finally {
    await library.close()
    await app.close()
  }
})
