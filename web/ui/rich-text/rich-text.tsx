import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import { droppedTags, keptTags, safeLink } from './allowed-html.ts'

/**
 * Formatted text. It is parsed into an inert document and drawn as React elements from what is allowed: no HTML of
 * others ever reaches the page, whatever the server has let through.
 */
export const RichText = ({ html }: { html: string }) => {
  const nodes = useMemo(() => draw(parse(html).childNodes), [html])
  return <div className="rich-text">{nodes}</div>
}

/** Its words alone. */
export const plainText = (html: string): string =>
  (parse(html.replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, '\n$&')).textContent ?? '').replace(/\n{3,}/g, '\n\n').trim()

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html').body

const draw = (nodes: NodeListOf<ChildNode>): ReactNode[] => [...nodes].map((node, at) => drawOne(node, at))

const drawOne = (node: ChildNode, key: number): ReactNode => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const tag = node.tagName.toLowerCase()
  if (droppedTags.has(tag)) return null
  if (!keptTags.has(tag)) return createElement(Fragment, { key }, ...draw(node.childNodes))
  const href = tag === 'a' ? (node.getAttribute('href') ?? '') : ''
  const link = safeLink.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
  return createElement(tag, { key, ...link }, ...(tag === 'br' ? [] : draw(node.childNodes)))
}
