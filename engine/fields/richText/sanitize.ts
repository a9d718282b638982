import { createRequire } from 'node:module'
import type sanitizeHtml from 'sanitize-html'

const require = createRequire(import.meta.url)

/** The library, loaded with the first rich text: it brings parsers of HTML and CSS that take 12 MB. */
const clean = (html: string, what: sanitizeHtml.IOptions): string =>
  (require('sanitize-html') as typeof sanitizeHtml)(html, what)

const options: sanitizeHtml.IOptions = {
  allowedTags:
    'p br h1 h2 h3 h4 strong b em i u s sub sup a blockquote ul ol li code pre hr table thead tbody tr th td'.split(
      ' ',
    ),
  allowedAttributes: { a: ['href', 'target', 'rel'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // A page that is opened from here must not reach back to us, nor learn from where it was opened.
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' },
    }),
  },
}

/** HTML cut down to a small safe set: no scripts, styles, frames, pictures from elsewhere (they tell who reads), or events. */
export const sanitize = (html: string): string => {
  let safe = clean(html, options).trim()
  // What is taken out can leave nesting that the next reader mends differently: clean until there is nothing left to mend.
  for (let pass = 0; pass < most; pass++) {
    const again = clean(safe, options).trim()
    if (again === safe) return safe
    safe = again
  }
  return fromPlainText(plainText(safe))
}

const most = 10

/** Its words, a line for each block. */
export const plainText = (html: string): string =>
  clean(html.replace(/<br\s*\/?>|<\/(?:p|h[1-4]|li|tr|pre|blockquote)>/g, '$&\n'), {
    allowedTags: [],
    allowedAttributes: {},
  })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()

/** Plain text → HTML with a paragraph for each line. */
export const fromPlainText = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`)
    .join('')
