/** Ctrl-C reaches us from the terminal, from npm and from the launcher: within this time they are one. */
const oneKeyPress = 1000

/** Resolves when the process is told to stop, or when its launcher was killed. A second Ctrl-C ends it at once. */
export const untilToldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    let first = 0
    const told = () => {
      first ||= Date.now()
      if (Date.now() - first > oneKeyPress) process.exit(130)
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, told)
    process.once('disconnect', resolve)
  })
