import { parseArgs } from 'node:util'
import { type CrmSalesResult, type Identity, importCrmSales, openApi } from '../../demo/crm-sales/index.ts'
import { exitCode, type Command } from './command.ts'

export const command: Command = {
  help: `zhike import crm-sales <文件夹 folder> [--url http://127.0.0.1:8080] --key zk_… [--json]
zhike import crm-sales <文件夹 folder> [--url …] --email 邮箱 --password 密码

通过接口导入公开数据集“CRM Sales Opportunities”的四个 CSV 文件(accounts、products、sales_teams、sales_pipeline),
最后把系统统计出的数字与公布的数字逐项核对;有一项不同,退出码为 1。中断后可以重新运行,不会重复。
执行人需要管理员权限。密钥与密码也可以放在环境变量 ZHIKE_KEY、ZHIKE_PASSWORD 里。
  --json   以 JSON 输出结果

Imports the four CSV files of the public data set “CRM Sales Opportunities” through the API and holds the totals that the
system gives against the published ones; exits with 1 if any differs. It can be run again after a break. Needs an
administrator's rights; the key or password may also come from ZHIKE_KEY or ZHIKE_PASSWORD.
  --json   the result as JSON`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        key: { type: 'string', default: process.env['ZHIKE_KEY'] ?? '' },
        email: { type: 'string' },
        password: { type: 'string', default: process.env['ZHIKE_PASSWORD'] ?? '' },
        json: { type: 'boolean' },
      },
    })
    const [what, folder, ...more] = positionals
    const identity = identityOf(values)
    if (what !== 'crm-sales' || !folder || more.length > 0 || !identity) {
      console.error(command.help)
      return exitCode.usage
    }
    const api = await openApi(values.url, identity)
    const result = await importCrmSales(api, folder, values.json ? () => {} : console.log)
    console.log(values.json ? JSON.stringify(result, null, 2) : report(result))
    return result.right ? exitCode.ok : exitCode.failed
  },
}

const identityOf = ({
  key,
  email,
  password,
}: {
  key: string
  email?: string | undefined
  password: string
}): Identity | null => (email && password ? { email, password } : key ? { key } : null)

/** For people: what was found in the files, then the figures side by side, then one sentence. */
const report = ({ remarks, totals, right }: CrmSalesResult): string => {
  const found = remarks.map(({ count, zh, en }) => `  ${String(count).padStart(5)}  ${zh}  ${en}`)
  const cells = (published: string, files: string, api: string) =>
    [published, files, api].map((text) => text.padStart(18)).join('')
  const figures = totals.map(
    (t) => `${t.same ? '✓' : '✗'} ${cells(t.published ?? '–', t.files, t.api)}  ${t.zh}  ${t.en}`,
  )
  const wrong = totals.filter(({ same }) => !same).length
  const verdict = right
    ? '导入完成,所有数字一致。  Imported; every figure agrees.'
    : `导入完成,但有 ${wrong} 项数字不一致。  Imported, but ${wrong} of the figures differ.`
  return [
    '',
    '文件里的问题  Found in the files',
    ...found,
    '',
    `  ${cells('published', 'files', 'API')}`,
    ...figures,
    '',
    verdict,
  ].join('\n')
}
