import { AppError } from '#engine'
import { ConfigError } from '#platform/config'
import { PostgresError } from '#platform/postgres'
import { exitCode } from './command.ts'
import { commands } from './commands.ts'
import { explainSystemError } from './system-error.ts'

/** Runs one command and turns what it throws into a message for people and a stable exit code. */
const run = async ([name = 'help', ...args]: string[]): Promise<number> => {
  const entry = commands[name === '--help' || name === '-h' ? 'help' : name]
  if (!entry) return (await commands.help!.load()).command.run([name])
  const { command } = await entry.load()
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help)
    return exitCode.ok
  }
  try {
    return await command.run(args)
  } catch (error) {
    return explain(error, command.help)
  }
}

const explain = (error: unknown, help: string): number => {
  if (error instanceof ConfigError || error instanceof PostgresError) {
    console.error(error.message)
    return error instanceof ConfigError ? exitCode.config : exitCode.database
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    console.error(`${error.message}\n\n${help}`)
    return exitCode.usage
  }
  if (error instanceof AppError) {
    const problems = error.details.problems ?? []
    for (const language of ['zh-CN', 'en'] as const)
      console.error([error, ...problems].map((e) => e.say(language)).join('\n  '))
    return exitCode.failed
  }
  const outside = explainSystemError(error)
  console.error(outside?.text ?? error)
  return outside?.exit ?? exitCode.failed
}

process.exit(await run(process.argv.slice(2)))
