let shown: string | undefined

/** Says which workspace this page shows from now on. */
export const showWorkspace = (id: string): void => {
  shown = id
}

/** The header that goes with every call: the session may have moved to another workspace in another tab. */
export const workspaceHeader = (): Record<string, string> => (shown === undefined ? {} : { 'X-Shown-Workspace': shown })

/** Loads the page anew, from its beginning: nothing of one workspace stays on the screen or in memory of another. */
export const enterWorkspace = (): void => {
  sessionStorage.clear()
  location.replace('/')
}
