import { useEffect } from 'react'
import type { KeyName } from './keys/key-actions.ts'

/** Something that can be done on the page that is open. */
export interface PageCommand {
  readonly key: string
  readonly label: string
  /** Under which heading it stands, where that is not the page that is open. */
  readonly section?: string
  /** The shortcut that does the same. */
  readonly does?: KeyName
  run(): void
}

/** What each part of the page offers. */
const offers = new Set<readonly PageCommand[]>()

/** Offers what a page can do in the command palette for as long as the page is shown. What is dangerous asks first. */
export const usePageCommands = (commands: readonly PageCommand[]): void =>
  useEffect(() => {
    offers.add(commands)
    return () => void offers.delete(commands)
  }, [commands])

/** As of now: the palette opens over a page that does not change beneath it. */
export const pageCommands = (): readonly PageCommand[] => {
  const all = [...offers].flat().concat(headCommands())
  // Two ways to the same thing are one command.
  return [...new Map(all.toReversed().map((one) => [one.label, one])).values()].toReversed()
}

/** What stands as a button in the head of the page is a command without saying so. */
const headCommands = (): readonly PageCommand[] =>
  [...document.querySelectorAll<HTMLElement>('#content .page-head :is(button, a.button-link)')]
    .filter((one) => !one.closest('a.button-link button, [aria-haspopup]') && !one.matches(':disabled'))
    .map((one) => {
      const label = one.getAttribute('aria-label') ?? one.textContent.trim()
      return { key: `head ${label}`, label, run: () => one.click() }
    })
    .filter(({ label }) => label !== '')
