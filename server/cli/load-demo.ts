import { listWorkspaces } from '#platform/control'
import { companyName, type Extent, isLoaded, type Loaded, loadCompany, type Size } from '../../demo/company/index.ts'
import { foundCompany } from '../found-company.ts'
import type { Services } from '../services.ts'
import { upgradeAll } from '../upgrade-all.ts'
import { companyOf } from './open-office.ts'
import { newPassword } from './user/new-password.ts'

/** Where nobody set anything up yet, the sample company is the company, with this administrator. */
const administrator = { company: companyName, name: '系统管理员', email: 'admin@demo.example' }

/** What was loaded, with the passwords that are shown this once. `administrator` is set where one had to be made. */
export interface LoadedDemo extends Loaded {
  readonly password: string
  readonly administrator?: { readonly email: string; readonly password: string }
}

/** Loads the sample company, on a fresh installation after setting it up. Throws AlreadyLoaded. */
export const loadDemo = async (
  services: Services,
  size: Size | Extent,
  say: (line: string) => void,
): Promise<LoadedDemo> => {
  await upgradeAll(services)
  const fresh = (await listWorkspaces(services.database)).length === 0
  const secret = newPassword()
  if (fresh) {
    await foundCompany(services, { ...administrator, password: secret })
    say(
      `已设置公司“${companyName}”  The company is set up\n管理员 Administrator: ${administrator.email}\n密码(只显示这一次)  Password, shown this once: ${secret}\n`,
    )
  }
  const password = newPassword()
  const began = performance.now()
  const ctx = await companyOf(services, '示例数据')
  const loaded = await loadCompany(ctx, services, { size, password, progress: progressLines(say) })
  say(accounts(loaded, password, (performance.now() - began) / 1000))
  return { ...loaded, password, ...(fresh ? { administrator: { email: administrator.email, password: secret } } : {}) }
}

/** For `start --demo`, which may be given at every start: loads it unless it is there. */
export const ensureDemo = async (
  services: Services,
  say: (line: string) => void,
  size: Size | Extent = 's',
): Promise<void> => {
  const [company] = await listWorkspaces(services.database)
  if (company && (await isLoaded(await companyOf(services, '示例数据')))) return
  await loadDemo(services, size, say)
}

/** One line for every tenth of the way. */
const progressLines = (say: (line: string) => void) => {
  let shown = 0
  return (done: number, total: number) => {
    const tenth = Math.floor((done * 10) / total)
    if (tenth === shown) return
    shown = tenth
    say(`… 装入示例数据  Loading  ${done} / ${total}`)
  }
}

const accounts = ({ logins, steps }: Loaded, password: string, seconds: number): string =>
  [
    `✓ 示例公司已装入:${steps} 件事,${seconds.toFixed(1)} 秒  The sample company is loaded`,
    '可以用这些账号登录  Sign in as:',
    ...logins.map(({ email, name, position }) => `  ${email.padEnd(26)} ${name}  ${position}`),
    `密码都是(只显示这一次)  All with this password, shown this once: ${password}`,
  ].join('\n')
