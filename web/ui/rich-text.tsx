import { createElement, Fragment, type ReactNode, useMemo } from 'react'

/** Tags that are drawn; what is within others is drawn without them, and these few are dropped with all they hold. */
const kept = new Set(
  'p br b strong i em u s ul ol li a blockquote code pre h1 h2 h3 h4 table thead tbody tr th td'.split(' '),
)
const dropped = new Set(['script', 'style', 'iframe', 'object', 'embed', 'template', 'svg', 'math'])
const safeLink = /^(https?:|mailto:|tel:)/i

/**
 * Formatted text. It is parsed into an inert document and drawn as React elements from the list above: no HTML of
 * others ever reaches the page, whatever the server has let through.
 */
export const RichText = ({ html }: { html: string }) => {
  const nodes = useMemo(() => draw(parse(html).childNodes), [html])
  return <div className="rich-text">{nodes}</div>
}

/** Its words alone. */
export const plainText = (html: string): string =>
  (parse(html.replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, '\n$&')).textContent ?? '').replace(/\n{3,}/g, '\n\n').trim()

/** Plain words as paragraphs. */
export const paragraphs = (text: string): string => {
  const escaped = text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c)
  return escaped
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')
}

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html').body

const draw = (nodes: NodeListOf<ChildNode>): ReactNode[] => [...nodes].map((node, at) => drawOne(node, at))

const drawOne = (node: ChildNode, key: number): ReactNode => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const tag = node.tagName.toLowerCase()
  if (dropped.has(tag)) return null
  if (!kept.has(tag)) return createElement(Fragment, { key }, ...draw(node.childNodes))
  const href = tag === 'a' ? (node.getAttribute('href') ?? '') : ''
  const link = safeLink.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
  return createElement(tag, { key, ...link }, ...(tag === 'br' ? [] : draw(node.childNodes)))
}
