import type { Client, Reply } from './server.ts'

/** What a file is made of: bytes, text, or a stream whose length nobody says beforehand. */
export type Content = Buffer | string | ReadableStream

/** Uploads a file as that person. */
export const uploadTo = async (
  url: string,
  who: Pick<Client, 'cookie'>,
  name: string,
  content: Content,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const response = await fetch(`${url}/api/v1/files`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      cookie: who.cookie,
      ...headers,
    },
    body: content as never,
    duplex: 'half',
  } as RequestInit)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  }
}
