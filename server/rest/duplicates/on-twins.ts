import * as z from 'zod'
import type { Context, OnTwins } from '#engine'
import { flagParameter } from '../route.ts'

/** How a request says that it makes another one though somebody is there already, and why: that stands in the history. */
export const twinsQuery = {
  allow_duplicate: flagParameter.optional(),
  reason: z.string().trim().min(1).max(300).optional(),
}

/** Whoever says it is followed. A program that says nothing gets what the company decided for programs. */
export const onTwins = ({ cause, workspace }: Context, said: boolean | undefined): OnTwins => {
  if (said !== undefined) return said ? 'allow' : 'ask'
  return cause.via === 'api' ? workspace.model.duplicates.api : 'allow'
}
