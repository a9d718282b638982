import { version } from '../../package.json'
import { type AskedRequest, plainPath } from '../api/last-requests.ts'

/** What support needs to know of a screen. */
export interface Facts {
  readonly at: Date
  readonly path: string
  readonly browser: string
  readonly screen: string
  readonly language: string
  readonly look: string
  readonly online: boolean
  /** Is the app kept on this device. */
  readonly kept: boolean
  readonly roles: readonly string[]
  readonly requests: readonly AskedRequest[]
}

/** Facts for support as a text to send. It holds no names, addresses or values: it can be sent to anybody. */
export const diagnosticText = (facts: Facts): string =>
  [
    `Zhike ${version}`,
    `time: ${facts.at.toISOString()}`,
    `page: ${plainPath(facts.path)}`,
    `browser: ${facts.browser}`,
    `screen: ${facts.screen}`,
    `language: ${facts.language}; ${facts.look}`,
    `network: ${facts.online ? 'online' : 'offline'}; kept on device: ${facts.kept ? 'yes' : 'no'}`,
    `roles: ${facts.roles.join(', ') || '-'}`,
    'last requests:',
    ...facts.requests.map(({ at, method, path, status, id }) =>
      `  ${at.slice(11, 19)} ${method} ${path} ${status} ${id}`.trimEnd(),
    ),
  ].join('\n')
