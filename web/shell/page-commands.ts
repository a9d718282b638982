import { useEffect } from 'react'

/** Something that can be done on the page that is open. */
export interface PageCommand {
  readonly key: string
  readonly label: string
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
export const pageCommands = (): readonly PageCommand[] => [...offers].flat()
