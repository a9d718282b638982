import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

const isFolder = (place: string): boolean => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` tries for ever where the system has nowhere to put
 * one, as below /proc, and no signal ends it.
 */
export const makeFolder = (folder: string, mode?: number): void => {
  const missing: string[] = []
  for (let at = path.resolve(folder); !isFolder(at); at = path.dirname(at)) missing.unshift(at)
  for (const each of missing)
    try {
      mkdirSync(each, mode)
    } catch (error) {
      if (!isFolder(each)) throw error // unless another process made it just now
    }
}
