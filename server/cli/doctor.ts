import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { exampleFile } from '#platform/config'
import { exitCode, type Command } from './command.ts'
import { diagnose, type Finding } from './doctor/diagnose.ts'

export const command: Command = {
  help: `zhike doctor [--json] [--write-env-example]

检查运行环境、设置、数据目录与数据库,并说明如何处理发现的问题。
  --json                以 JSON 输出
  --write-env-example   按当前设置项重写 .env.example

Checks this machine, the settings, the data directory and the database.
  --json                as JSON
  --write-env-example   write .env.example anew from the settings there are`,

  async run(args) {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, 'write-env-example': { type: 'boolean' } },
    })
    if (values['write-env-example']) writeFileSync('.env.example', exampleFile())
    const findings = await diagnose(process.env)
    if (values.json) console.log(JSON.stringify(findings, null, 2))
    else for (const finding of findings) console.log(linesOf(finding))
    return findings.every(({ ok }) => ok) ? exitCode.ok : exitCode.failed
  },
}

const linesOf = ({ ok, zh, en, detail, detailEn }: Finding): string =>
  `${ok ? '✓' : '✗'} ${zh}:${detail}${detailEn === detail ? '' : `\n  ${en}: ${detailEn}`}`
