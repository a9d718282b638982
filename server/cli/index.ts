import { AppError } from '#engine'
import { ConfigError } from '#platform/config'
import { PostgresError } from '#platform/postgres'
import { explainSystemError } from '../system-error.ts'
import { exitCode } from './command.ts'
import { commands } from './commands.ts'
import { explainCall } from './explain-call.ts'

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
  const called = explainCall(error)
  if (called) {
    console.error(`${help}\n\n✗ ${called}`)
    return exitCode.usage
  }
  if (error instanceof AppError) {
    const problems = error.details.problems ?? []
    for (const language of ['zh-CN', 'en'] as const)
      console.error([error, ...problems].map((e) => e.say(language)).join('\n  '))
    return exitCode.failed
  }
  const outside = explainSystemError(error)
  console.error(outside ? `${outside['zh-CN']}\n${outside.en}` : error)
  return outside ? (outside.about === 'database' ? exitCode.database : exitCode.config) : exitCode.failed
}

process.exit(await run(process.argv.slice(2)))
