import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import {
  askCheck,
  askRevert,
  askStart,
  checkImport,
  Context,
  createImport,
  type Import,
  type ImportSettings,
  type ImportWork,
  myImport,
  revertImport,
  runImport,
  setImport,
} from '#engine'

/** A file in a folder that goes with the test. */
export const fileOf = (content: string | Uint8Array, name = 'upload'): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

/** A person's import of a file, with the jobs done at once. */
export interface Importing {
  readonly id: string
  readonly work: ImportWork
  now(): Promise<Import>
  set(change: Partial<ImportSettings>): Promise<Import>
  check(): Promise<Import>
  run(): Promise<Import>
  revert(): Promise<Import>
}

/** Uploads a file as this person; `again` gives her next unit of work, on her rights as they are then. */
export const importing = async (
  person: Context,
  object: string,
  file: string,
  again: (ctx: Context) => Promise<Context> = async (ctx) => ctx,
): Promise<Importing> => {
  const ctx = await again(person)
  const made = await createImport(ctx, {
    object,
    name: path.basename(file),
    file: 'none',
    path: file,
    size: statSync(file).size,
    scopes: null,
  })
  const open = async (request = made.id) => {
    const { ground, actor } = await again(person)
    return new Context(ground, actor, { request, via: 'import' })
  }
  const work: ImportWork = { id: made.id, path: file, open, progress: () => {}, cancelled: () => false }
  const now = async () => myImport(await open(), made.id)
  const done = async (ask: () => Promise<void>, job: (work: ImportWork) => Promise<void>) => {
    await ask()
    await job(work)
    return now()
  }
  return {
    id: made.id,
    work,
    now,
    set: async (change) => setImport(await open(), made.id, change),
    check: () => done(async () => askCheck(await open(), made.id), checkImport),
    run: () => done(async () => askStart(await open(), made.id), runImport),
    revert: () => done(async () => askRevert(await open(), made.id), revertImport),
  }
}

/** The whole way: upload, settings, check, run. */
export const bringIn = async (
  person: Context,
  object: string,
  content: string | Uint8Array,
  change: Partial<ImportSettings> = {},
) => {
  const it = await importing(person, object, fileOf(content))
  if (Object.keys(change).length > 0) await it.set(change)
  const checked = await it.check()
  const done = checked.status === 'checked' ? await it.run() : checked
  return { ...it, checked, done }
}
