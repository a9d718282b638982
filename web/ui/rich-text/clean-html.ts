import { droppedTags, keptTags, safeLink } from './allowed-html.ts'
import { wordLists } from '../input/word-lists.ts'

/**
 * HTML of anybody (a page, Word, Excel, a mail) as nodes of the small set that texts may have. It is parsed into a document
 * of its own, where nothing runs and nothing is fetched, and built anew from what is allowed.
 */
export const cleanHtml = (html: string): DocumentFragment => {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  wordLists(body)
  const fragment = document.createDocumentFragment()
  copy(body, fragment)
  return fragment
}

const copy = (from: Node, to: Node): void => {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // Line ends in the source of HTML are spaces; in Word's they stand in the middle of words' groups.
      to.appendChild(document.createTextNode((node.textContent ?? '').replace(/[\r\n]+/g, ' ')))
    } else if (node instanceof Element) copyElement(node, to)
  }
}

const copyElement = (element: Element, to: Node): void => {
  const tag = element.tagName.toLowerCase()
  if (droppedTags.has(tag)) return
  const kept = keptTags.has(tag) ? tag : blocks.has(tag) ? 'p' : null
  // Where a block holds other blocks, it was only there for its looks.
  if (kept === null || (kept === 'p' && element.querySelector(anyBlock))) return copy(element, to)
  // A link that leads nowhere safe is only its words.
  if (kept === 'a' && !safeLink.test(element.getAttribute('href') ?? '')) return copy(element, to)
  const made = document.createElement(kept)
  for (const name of attributes[kept] ?? []) {
    const value = element.getAttribute(name)
    if (value !== null) made.setAttribute(name, value)
  }
  copy(element, made)
  to.appendChild(made)
}

const blocks = new Set('div section article header footer main address dd dt h5 h6'.split(' '))
const anyBlock = 'p,div,section,article,ul,ol,table,blockquote,pre,h1,h2,h3,h4,h5,h6'
const attributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
}
