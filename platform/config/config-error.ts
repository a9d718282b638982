/** What is wrong with one variable. */
export interface Problem {
  /** The variable's name. */
  name: string
  zh: string
  en: string
}

/** The configuration cannot be used: names every wrong variable at once, each with how to mend it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    const lines = problems.map(({ name, zh, en }) => `  ${name}\n    ${zh}\n    ${en}`)
    super(`配置有 ${problems.length} 处需要修改 / ${problems.length} setting(s) to mend:\n${lines.join('\n')}`)
    this.problems = problems
  }
}
