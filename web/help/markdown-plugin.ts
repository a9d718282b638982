import type { Plugin } from 'vite'
import { chapterHtml, releaseNotes } from './markdown.ts'

/** Imports of the guide and the changelog are HTML by the time they reach the browser. */
export const markdown = (): Plugin => ({
  name: 'markdown',
  enforce: 'pre',
  transform: {
    filter: { id: /\.md$/ },
    handler: (code, id) => ({
      code: `export default ${JSON.stringify(id.endsWith('CHANGELOG.md') ? releaseNotes(code) : chapterHtml(code))}`,
      map: null,
      moduleType: 'js',
    }),
  },
})
