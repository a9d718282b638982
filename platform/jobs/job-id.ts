import { isUuid } from '#engine'

/** A job's id carries its name, since a job is found by both. */
export const jobId = (name: string, uuid: string): string => `${name}:${uuid}`

/** Null for what is no id of a job. */
export const parseJobId = (id: string): { readonly name: string; readonly uuid: string } | null => {
  const at = id.lastIndexOf(':')
  const uuid = id.slice(at + 1)
  return at > 0 && isUuid(uuid) ? { name: id.slice(0, at), uuid } : null
}
