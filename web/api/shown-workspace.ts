let shown: string | undefined

/** Says which workspace this page shows from now on. */
export const showWorkspace = (id: string): void => {
  shown = id
}

/** The header that goes with every call: the session may have moved to another workspace in another tab. */
export const workspaceHeader = (): Record<string, string> => (shown === undefined ? {} : { 'X-Shown-Workspace': shown })

/** Milliseconds in which a page has gone, unless somebody chose to stay with what she has not saved. */
const gone = 30_000
let going = false

/** Loads the page anew, from its beginning: nothing of one workspace stays on the screen or in memory of another. */
export const enterWorkspace = (): void => {
  // Several calls find out at once, and each new start would break off the one before.
  if (going) return
  going = true
  setTimeout(() => (going = false), gone)
  sessionStorage.clear()
  location.replace('/')
}
