/** What there is help for: each route names its topic, each language has its text. */
export const helpTopics = [
  'start',
  'signIn',
  'password',
  'setUp',
  'list',
  'board',
  'new',
  'importStart',
  'import',
  'export',
  'bulk',
  'record',
  'notifications',
  'whose',
  'security',
  'channels',
  'shortcuts',
  'settings',
  'users',
  'departments',
  'roles',
  'explain',
  'objects',
  'pipelines',
  'workspace',
  'apiKeys',
  'webhooks',
  'sampleData',
  'audit',
  'backups',
  'recycleBin',
] as const
export type HelpTopic = (typeof helpTopics)[number]

/** One screen of help. `{object}` and `{objects}` are filled with what the page is about. */
export interface HelpText {
  readonly title: string
  /** What one does here, in a sentence or two. */
  readonly what: string
  /** What people ask: question and answer. */
  readonly asks: readonly (readonly [question: string, answer: string])[]
  /** The chapter of the guide that says more, below docs/guide. */
  readonly chapter: string
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Every route says which help belongs to it. */
    readonly help: HelpTopic
  }
}
