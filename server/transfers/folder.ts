import { createHash } from 'node:crypto'

/**
 * Where a workspace's uploads and exports are kept: apart from its attachments, whose sweep takes what no attachment names.
 * Stores name folders by UUIDs.
 */
export const transferFolder = (workspaceId: string): string =>
  createHash('sha256')
    .update(`transfers of ${workspaceId}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
