/** One command of the command line: what it is called with, and what it does. */
export interface Command {
  /** How to call it, Chinese first; shown by `zhike help <name>`. */
  help: string
  /** Gets the arguments after the name; resolves to an exit code. */
  run(args: string[]): Promise<number>
}

/** Exit codes; scripts may rely on them. */
export const exitCode = { ok: 0, failed: 1, usage: 2, config: 3, database: 4 } as const
