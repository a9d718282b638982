declare module '*/CHANGELOG.md' {
  const html: Readonly<Record<'zh-CN' | 'en', string>>
  export default html
}
declare module '*.md' {
  const html: string
  export default html
}
