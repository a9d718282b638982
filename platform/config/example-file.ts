import { settings, type Name } from './schema.ts'

/** The text of `.env.example`: every setting with what it is for, all commented out. */
export const exampleFile = (): string => {
  const blocks = (Object.keys(settings) as Name[]).map((name) => {
    const { about, mend, ...more } = settings[name]
    const lines = [`# ${about[0]}(${mend[0]})`, `# ${about[1]} (${mend[1]})`]
    if ('secret' in more && more.secret)
      lines.push(`# 也可用 ${name}_FILE 指定存放它的文件 / or name a file that holds it`)
    return [...lines, `#${name}=${('example' in more && more.example) || ''}`].join('\n')
  })
  return `# 知客的全部设置。复制为 .env 后按需取消注释;环境变量优先于本文件。
# All settings of Zhike. Copy to .env and uncomment what you need; real environment variables come first.

${blocks.join('\n\n')}
`
}
