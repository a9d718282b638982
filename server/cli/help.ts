import { exitCode, type Command } from './command.ts'
import { commands } from './commands.ts'

const overview = (): string => {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2
  const lines = Object.entries(commands).map(([name, { zh, en }]) => `  ${name.padEnd(width)}${zh}  ${en}`)
  return `知客 · 开源客户关系管理系统  Zhike, an open-source CRM

用法 Usage: zhike <命令 command> [选项 options]

${lines.join('\n')}

查看某个命令的用法 More: zhike help <命令 command>`
}

export const command: Command = {
  help: 'zhike help [命令 command]',
  async run([name]) {
    if (!name) {
      console.log(overview())
      return exitCode.ok
    }
    const entry = commands[name]
    if (!entry) {
      console.error(`没有“${name}”这个命令。  There is no command “${name}”.\n\n${overview()}`)
      return exitCode.usage
    }
    console.log((await entry.load()).command.help)
    return exitCode.ok
  },
}
