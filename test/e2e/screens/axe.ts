import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Whatever axe finds wrong with the page, of any weight and without exceptions: the rule, and who breaks it first. */
const run = async (page: Page, rules: { type: 'tag' | 'rule'; values: readonly string[] }): Promise<string[]> => {
  // Once for a page: reading the program takes longer than running it.
  if (await page.evaluate(`typeof axe === 'undefined'`)) await page.evaluate(source)
  const options = { runOnly: rules, resultTypes: ['violations'], preload: false }
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target.join(' ')))`,
  )
}

export const axe = (page: Page): Promise<string[]> => run(page, { type: 'tag', values: standard })

/** The same screen in other colours: only they can be wrong anew. */
export const axeOfColours = (page: Page): Promise<string[]> => run(page, { type: 'rule', values: ['color-contrast'] })
