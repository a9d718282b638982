import type { Command } from './command.ts'

interface Entry {
  zh: string
  en: string
  load(): Promise<{ command: Command }>
}

/** Every command there is. A new one is a file beside this one and a line here. */
export const commands: Record<string, Entry> = {
  start: { zh: '启动知客', en: 'start Zhike', load: () => import('./start.ts') },
  demo: { zh: '装入或移除示例公司', en: 'load or remove a sample company', load: () => import('./demo.ts') },
  import: {
    zh: '导入公开数据集并核对',
    en: 'import a public data set and check it',
    load: () => import('./import.ts'),
  },
  user: { zh: '管理员工的登录账号', en: 'manage the logins of users', load: () => import('./user.ts') },
  migrate: { zh: '升级数据库', en: 'upgrade the database', load: () => import('./migrate.ts') },
  backup: { zh: '备份数据与附件', en: 'back up data and files', load: () => import('./backup.ts') },
  restore: { zh: '从备份恢复,或验证备份', en: 'restore a backup, or prove it', load: () => import('./restore.ts') },
  doctor: { zh: '检查运行环境', en: 'check this machine and the settings', load: () => import('./doctor.ts') },
  bench: { zh: '性能测量', en: 'measure the speed', load: () => import('./bench.ts') },
  test: { zh: '运行全部检查与测试', en: 'run every check and test', load: () => import('./test.ts') },
  help: { zh: '查看帮助', en: 'show help', load: () => import('./help.ts') },
}
