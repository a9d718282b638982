import type { Command } from './command.ts'

interface Entry {
  zh: string
  en: string
  load(): Promise<{ command: Command }>
}

/** Every command there is. A new one is a file beside this one and a line here. */
export const commands: Record<string, Entry> = {
  start: { zh: '启动知客', en: 'start Zhike', load: () => import('./start.ts') },
  doctor: { zh: '检查运行环境', en: 'check this machine and the settings', load: () => import('./doctor.ts') },
  bench: { zh: '性能测量', en: 'measure the speed', load: () => import('./bench.ts') },
  test: { zh: '运行全部检查与测试', en: 'run every check and test', load: () => import('./test.ts') },
  help: { zh: '查看帮助', en: 'show help', load: () => import('./help.ts') },
}
