import { type Brought, bringIn } from './bring-in.ts'
import { checkRights, type ImportWork, lots, orFail, ruleOf } from './conveyor.ts'
import { linkLate, titlesInFile } from './late-links.ts'
import { type Looked, lookAhead, looksAhead, stillHolds } from './look-ahead.ts'
import { forgetProblems } from './problem-rows.ts'
import type { KnownLinks } from './rows/find-links.ts'
import { uniqueKeys } from './rows/unique-clashes.ts'
import { changeImport, myImport } from './store.ts'

/**
 * Brings the file's rows in, lot by lot. Each lot is one transaction that also says how far the import is: after a crash it
 * goes on behind the last lot that was kept, and no row comes in twice. While PostgreSQL writes a lot, the next is made ready.
 */
export const runImport = (work: ImportWork): Promise<void> =>
  orFail(work, ['running', 'cancelling'], async () => {
    const ctx = await work.open()
    const made = await myImport(ctx, work.id)
    if (made.status === 'cancelling')
      return changeImport(ctx, work.id, ['cancelling'], { status: 'cancelled', finishedAt: ctx.now })
    if (made.status !== 'running') return
    if (made.atRow === 0) await forgetProblems(ctx, work.id)
    const rule = await ruleOf(ctx, made)
    const known: KnownLinks = new Map()
    const inFile = await titlesInFile(ctx, made, work.path)
    let at = made.atRow
    let done = made.counts && made.atRow > 0 ? made.counts.read : 0
    const ahead = looksAhead(ctx.object(made.object), made.settings, rule)
    // One lot is being written; the next is read and looked up meanwhile.
    let writing: Promise<Brought> | undefined
    const written = async (): Promise<Brought | undefined> => {
      const brought = await writing
      writing = undefined
      if (brought?.state === 'running') work.progress((done += brought.rows), made.total ?? done)
      return brought
    }
    let before: Looked['keys'] = new Map()
    try {
      for await (const rows of lots(ctx, made, work.path, made.atRow, { index: true, ahead: !ahead })) {
        if (work.cancelled()) return
        const now = await work.open()
        const object = checkRights(now, made)
        const unique = uniqueKeys(object, made.settings.mapping)
        const looked = ahead ? await lookAhead(now, object, rows, rule, unique, known, inFile) : undefined
        const last = await written()
        if (last && last.state !== 'running') return
        const after = at
        let fresh = looked && stillHolds(looked, before, last?.changed === true) ? looked : undefined
        writing = now.transaction((inside) => {
          const given = fresh
          fresh = undefined
          // Not those that the lot being looked up is filling at the same time.
          const links: KnownLinks = ahead ? new Map() : known
          return bringIn(inside, work.id, object, rows, rule, links, inFile, after, given)
        }, 'bulk')
        // A failure is told when it is waited for, not as one that nobody caught.
        writing.catch(() => {})
        if (looked) before = looked.keys
        at = rows.at(-1)!.number
        if (!ahead && (await written())?.state !== 'running') return
      }
      const last = await written()
      if (last && last.state !== 'running') return
    } finally {
      await writing?.catch(() => {})
    }
    if (!(await linkLate(work))) return
    const end = await work.open()
    await changeImport(end, work.id, ['running', 'cancelling'], { status: 'done', finishedAt: end.now })
  })
