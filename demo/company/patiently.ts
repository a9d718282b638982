import type { Context } from '#engine'

/** Asks something of the whole sample company, which at the largest size takes longer than a request may. */
export const patiently = <R>(ctx: Context, text: string, values: readonly unknown[]): Promise<R[]> =>
  ctx.session.transaction(async (inside) => {
    await inside.query('set local statement_timeout = 0')
    return inside.query<R>(text, values)
  })
