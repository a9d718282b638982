import type { Context } from '../context.ts'
import { uuid7 } from '../uuid.ts'
import { allows } from '../rights/access.ts'
import { Forbidden, verbs } from '../write/errors.ts'
import { defineError } from '../errors.ts'
import { analyse, type FileFacts } from './analyse.ts'
import { autoMap, type ProposedMapping } from './mapping/auto-map.ts'
import { checkSettings, NothingMapped, usualMatch } from './mapping/check-settings.ts'
import type { ColumnMapping, ImportSettings } from './mapping/mapping.ts'
import { checkQuota } from './quota.ts'
import { checkRevertable, countTouched } from './revert-import.ts'
import { changeImport, deleteUnwritten, type Import, insertImport, myImport, myImports } from './store.ts'

export const AlreadyStarted = defineError(
  'import.alreadyStarted',
  409,
  '这次导入已经写入了数据,不能再改设置。请继续、或整批撤销后重新上传',
  'This import has written records, so its settings stay. Go on with it, or take it back and upload again',
)

export const HalfReverted = defineError(
  'import.halfReverted',
  409,
  '这次导入已经撤销了一部分,不能再继续导入。请把撤销做完',
  'A part of this import has been taken back already, so it cannot go on. Finish taking it back',
)

export const NotADraft = defineError(
  'import.notADraft',
  409,
  '这次导入已经开始写入,记录会留着,以便查看结果和整批撤销。只有还没开始的才能丢弃',
  'This import has begun to write, so it is kept for its result and for taking it back. Only one that has not begun can be discarded',
)

/** A file that was stored, to be made an import of. */
export interface NewImport {
  readonly object: string
  readonly name: string
  /** Where it is kept, and a copy of it on this machine. */
  readonly file: string
  readonly path: string
  readonly size: number
  readonly scopes: readonly string[] | null
}

/** May she import this object's records at all; asked before a file is taken in. */
export const allowsImport = (ctx: Context, objectName: string): boolean =>
  allows(ctx.actor.access, ctx.object(objectName), 'import')

const mayImport = (ctx: Context, objectName: string) => {
  const object = ctx.object(objectName)
  if (!allows(ctx.actor.access, object, 'import')) throw Forbidden({ action: verbs.import, object: object.label })
  return object
}

/** Looks at the file and proposes where its columns go; with the settings of an earlier import of the same columns, if any. */
export const createImport = async (ctx: Context, made: NewImport): Promise<Import> => {
  mayImport(ctx, made.object)
  await checkQuota(ctx)
  const facts = await analyse(made.path)
  const like = (await myImports(ctx, made.object)).find((i) => i.startedAt !== null && sameColumns(i.facts, facts))
  const settings = (like && stillAllowed(ctx, made.object, facts, like.settings)) ?? proposed(ctx, made.object, facts)
  const id = uuid7()
  await insertImport(ctx, { ...made, id, facts, settings, likeImport: like?.id ?? null })
  return myImport(ctx, id)
}

const sameColumns = (a: FileFacts, b: FileFacts) =>
  a.columns.map((c) => `${c.index} ${c.name}`).join('\n') === b.columns.map((c) => `${c.index} ${c.name}`).join('\n')

/** Fields come and go, and so do rights. */
const stillAllowed = (
  ctx: Context,
  object: string,
  facts: FileFacts,
  settings: ImportSettings,
): ImportSettings | undefined => {
  try {
    checkSettings(ctx, ctx.object(object), facts.columns, settings)
    return settings
  } catch {
    return undefined
  }
}

const proposed = (ctx: Context, objectName: string, facts: FileFacts): ImportSettings => {
  const object = ctx.object(objectName)
  const mapping = autoMap(ctx, object, facts.columns).map(({ column, field, to }): ColumnMapping => ({
    column,
    field,
    ...(to ? { to } : {}),
  }))
  return {
    mapping,
    match: usualMatch(ctx, object, new Set(mapping.map((m) => m.field))),
    policy: 'skip',
    acceptShortRows: false,
  }
}

/** How sure each proposed column is, for the screen: until it runs, from when on her browser only asks how far it is. */
export const certaintyOf = (ctx: Context, made: Import): ReadonlyMap<number, ProposedMapping['certainty']> => {
  const mapped = made.startedAt ? [] : autoMap(ctx, ctx.object(made.object), made.facts.columns)
  return new Map(mapped.map((m) => [m.column, m.certainty]))
}

/** While nothing is written yet. */
const changeable = ['mapping', 'checked', 'failed'] as const

/** An import of the caller that has not written anything. */
const unstarted = async (ctx: Context, id: string): Promise<Import> => {
  const made = await myImport(ctx, id)
  mayImport(ctx, made.object)
  if (made.atRow > 0) throw AlreadyStarted()
  return made
}

/** Changes what the person decides. The check has to be done again. */
export const setImport = async (ctx: Context, id: string, change: Partial<ImportSettings>): Promise<Import> => {
  const made = await unstarted(ctx, id)
  const object = ctx.object(made.object)
  const mapping = change.mapping ?? made.settings.mapping
  const mapped = new Set(mapping.map((m) => m.field))
  // A key whose column is gone goes with it; a new mapping without a word about keys gets the usual ones.
  const match = change.match ?? (change.mapping ? usualMatch(ctx, object, mapped) : made.settings.match)
  const settings = { ...made.settings, ...change, mapping, match }
  checkSettings(ctx, object, made.facts.columns, settings)
  await changeImport(ctx, id, changeable, { settings, status: 'mapping', counts: null, summary: null, problem: null })
  return myImport(ctx, id)
}

/** Reads the file anew, as the person says it is: another sheet, encoding, delimiter or header. Columns are proposed anew. */
export const rereadImport = async (
  ctx: Context,
  id: string,
  path: string,
  options: Parameters<typeof analyse>[1],
): Promise<Import> => {
  const made = await unstarted(ctx, id)
  const { sheet, encoding, delimiter, headerRow } = { ...made.facts, ...options }
  const facts = await analyse(path, {
    ...(sheet ? { sheet } : {}),
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(options?.sheet && options.headerRow === undefined ? {} : { headerRow }),
  })
  await changeImport(ctx, id, changeable, {
    facts,
    settings: proposed(ctx, made.object, facts),
    status: 'mapping',
    counts: null,
    summary: null,
    problem: null,
    total: facts.rows,
  })
  return myImport(ctx, id)
}

/** Readies the check; the job does it. */
export const askCheck = async (ctx: Context, id: string): Promise<void> => {
  const made = await unstarted(ctx, id)
  if (made.settings.mapping.length === 0) throw NothingMapped()
  await changeImport(ctx, id, changeable, { status: 'checking', counts: null, summary: null, problem: null })
}

/** Readies the import itself: only after a check; one that was stopped goes on where it was. */
export const askStart = async (ctx: Context, id: string): Promise<void> => {
  const made = await myImport(ctx, id)
  mayImport(ctx, made.object)
  if (made.undone) throw HalfReverted()
  const goesOn = made.atRow > 0
  await changeImport(ctx, id, goesOn ? ['cancelled', 'failed'] : ['checked', 'cancelled'], {
    status: 'running',
    finishedAt: null,
    problem: null,
    ...(goesOn ? {} : { startedAt: ctx.now, counts: null, atRow: 0 }),
  })
}

/** Stops it after the lot it is at; what is in stays in, and can be taken back or gone on with. A check is just given up. */
export const askCancel = async (ctx: Context, id: string): Promise<void> => {
  const { status } = await myImport(ctx, id)
  if (status === 'checking') await changeImport(ctx, id, ['checking'], { status: 'mapping', counts: null })
  else await changeImport(ctx, id, ['running'], { status: 'cancelling' })
}

/** Throws an upload away that nobody wants; gives the file to be removed. What has written records is kept: it can be taken back. */
export const discardImport = (ctx: Context, id: string): Promise<string> =>
  ctx.transaction(async (inside) => {
    await myImport(inside, id)
    const file = await deleteUnwritten(inside, id)
    if (file === null) throw NotADraft()
    return file
  })

/** Readies taking it back. */
export const askRevert = async (ctx: Context, id: string): Promise<void> => {
  const made = await myImport(ctx, id)
  checkRevertable(ctx, made)
  // One that broke off goes on where it was: what it took back already must not be mistaken for somebody's edit.
  const undone = made.undone ?? {
    request: uuid7(),
    done: 0,
    total: await countTouched(ctx, made),
    cursor: null,
    conflicts: 0,
  }
  await changeImport(ctx, id, ['done', 'cancelled', 'failed'], { status: 'reverting', undone, finishedAt: null })
}
