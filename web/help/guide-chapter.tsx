import { type MouseEvent, use } from 'react'
import { openHelp } from './help-view.ts'

/** The guide, built into the app: it is there without a network as well. */
const chapters = import.meta.glob<{ default: string }>('../../docs/guide/**/*.md')
const fileOf = (name: string) => `../../docs/guide/${name}.md`
const read = new Map<string, Promise<{ default: string }>>()

const chapterOf = (name: string): Promise<{ default: string }> => {
  const load = chapters[fileOf(name)] ?? chapters[fileOf('README')]!
  const known = read.get(name) ?? load()
  read.set(name, known)
  return known
}

/** A chapter of the guide. Its links to other chapters turn the panel to them. */
export const GuideChapter = ({ name }: { name: string }) => {
  const { default: html } = use(chapterOf(name))
  const follow = (event: MouseEvent) => {
    const href = (event.target as Element).closest('a')?.getAttribute('href')
    const to = href && !/^\w+:/.test(href) ? new URL(href, `https://guide/${name}.md`).pathname : ''
    if (!to.endsWith('.md')) return
    event.preventDefault()
    openHelp({ chapter: to.slice(1, -'.md'.length) })
  }
  return <div className="help-text" lang="zh-CN" onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
}
