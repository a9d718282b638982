import { marked, type Token, type Tokens } from 'marked'

/** The heading of a page or a panel stands above the text: its own begin below. */
const lower = 2

marked.use({
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + lower)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`
    },
    // The web at large opens beside the app, not in its place.
    link({ href, tokens }) {
      const outside = /^https?:/.test(href) ? ' target="_blank" rel="noreferrer"' : ''
      return `<a href="${href.replaceAll('"', '%22')}"${outside}>${this.parser.parseInline(tokens)}</a>`
    },
  },
})

/** A chapter of the guide as HTML. Done when the app is built: no browser carries a Markdown reader. */
export const chapterHtml = (markdown: string): string => marked.parse(markdown, { async: false })

const latest = { 'zh-CN': '最新', en: 'Latest' } as const
const isChinese = (text: string) => /\p{Script=Han}/u.test(text)

/** What only who runs or builds it wants to read stands under this heading. */
const technical = /^技术 \/ Technical$/

/**
 * The changelog as HTML for each language, without what is technical: headings carry both languages, an entry is written in one
 * of them.
 */
export const releaseNotes = (changelog: string): Record<keyof typeof latest, string> => {
  const tokens = marked.lexer(changelog)
  const from = tokens.findIndex((token) => token.type === 'heading' && token.depth === 2)
  const told = from < 0 ? [] : forUsers(tokens.slice(from))
  return { 'zh-CN': marked.parser(inLanguage(told, 'zh-CN')), en: marked.parser(inLanguage(told, 'en')) }
}

const forUsers = (tokens: readonly Token[]): Token[] => {
  let skipped = false
  return tokens.filter((token) => {
    if (token.type === 'heading') skipped = technical.test((token as Tokens.Heading).text)
    return !skipped
  })
}

const inLanguage = (tokens: readonly Token[], language: keyof typeof latest): Token[] =>
  tokens.flatMap((token): Token[] => {
    if (token.type === 'heading') return [spoken(token as Tokens.Heading, language)]
    if (token.type !== 'list') return []
    const list = token as Tokens.List
    const items = list.items.filter(({ text }) => isChinese(text) === (language === 'zh-CN'))
    return items.length > 0 ? [{ ...list, items }] : []
  })

/** `新增 / Added` in one of its languages; what is not released yet is what is running here. */
const spoken = (heading: Tokens.Heading, language: keyof typeof latest): Tokens.Heading => {
  const [chinese = '', english = chinese] = heading.text.split(' / ')
  const text = /unreleased/i.test(heading.text) ? latest[language] : language === 'en' ? english : chinese
  return { ...heading, text, tokens: [{ type: 'text', raw: text, text }] }
}
