import type { Context } from '../context.ts'
import { run, statementFor } from '../query/statements.ts'
import type { ObjectModel } from '../schema/model.ts'
import { compile } from '../sql.ts'
import { linkedFiles, linkFilesSql } from './file-links.ts'
import type { Values } from './read-input.ts'
import { translated } from './translate.ts'

/** Runs a write of thousands of rows and notes in its transaction, before it, which record holds which file. */
export const withFiles = async <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const lists = linkedFiles(object, rows)
  if (lists[0].length === 0) return write(ctx)
  const { schema } = ctx.workspace
  const statement = statementFor(JSON.stringify(['link files', schema, object.name]), () =>
    compile(linkFilesSql(schema, object, 0)),
  )
  return ctx.transaction(async (inside) => {
    const note = () => run(inside.session, statement, { values: lists, actor: ctx.actor, now: ctx.now })
    await translated(inside, object, rows, note)
    return write(inside)
  })
}
