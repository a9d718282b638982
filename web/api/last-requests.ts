/** What the server was asked last, for whoever has to find it in the logs: no values, no ids of records. */
export interface AskedRequest {
  readonly at: string
  readonly method: string
  readonly path: string
  /** 0 where no answer came. */
  readonly status: number
  /** The number under which the server knows it. */
  readonly id: string
}

const most = 10
let asked: readonly AskedRequest[] = []

export const noteRequest = (method: string, url: string, status: number, id: string | null): void => {
  const one = { at: new Date().toISOString(), method, path: plainPath(url), status, id: id ?? '' }
  asked = [...asked, one].slice(-most)
}

export const lastRequests = (): readonly AskedRequest[] => asked

/** A word of our own is letters; whatever else stands in a path may be somebody's data. */
const isWord = (part: string) => /^([a-z][a-zA-Z-]*|v1|x_\w+)$/.test(part) && !/^[0-9a-f]{8}-/.test(part)

/** An address without what it was about: `/o/customer/{…}`. */
export const plainPath = (url: string): string =>
  url
    .split(/[?#]/)[0]!
    .split('/')
    .map((part) => (part === '' || isWord(part) ? part : '{…}'))
    .join('/')
