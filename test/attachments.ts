import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Client, Reply, TestServer } from './server.ts'
import { type Content, uploadTo } from './upload.ts'

/** What tests of attachments do again and again, on a server that keeps them in the folder `files`. */
export const attachmentsOf = (server: () => TestServer, files: string) => ({
  upload: (
    who: Pick<Client, 'cookie'>,
    name: string,
    content: Content,
    headers?: Record<string, string>,
  ): Promise<Reply> => uploadTo(server().url, who, name, content, headers),
  /** Paths of what lies in the folder. */
  stored: (folder = files): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  /** How many rows of attachments there are. */
  rows: async (): Promise<string> =>
    (await server().db.query<{ count: string }>('select count(*) from ws_main.file'))[0]!.count,
  customerOf: async (who: Client, name: string): Promise<string> =>
    (await who.call('POST', '/records/customer', { name })).body.id,
  /** An activity about that customer that holds these attachments. */
  activity: (who: Client, about: string, ids: readonly string[]): Promise<Reply> =>
    who.call('POST', '/records/activity', { subject: '报价', about: { object: 'customer', id: about }, files: ids }),
})
