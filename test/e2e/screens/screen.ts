import type { Page } from 'playwright-core'
import type { Role } from '#test/server'

/** A place in the app, or something that lies over it. */
export interface Screen {
  readonly name: string
  readonly path: string
  /** Who looks at it; nobody is a visitor who has not signed in. */
  readonly as: Role | null
  /** Calls that bring its content: held back they show it waiting, refused they show what went wrong. */
  readonly data?: RegExp
  /** What brings it about once the page is there. Names hold in every language the tests speak. */
  act?(page: Page): Promise<unknown>
  /** What is there once it was brought about; a dialog or a panel where nothing is said. */
  readonly shows?: string
  /** A phone has nothing like it. */
  readonly deskOnly?: boolean
}

/** What a screen is seen in: as it is meant, before its content is there, or when that was refused. */
export type State = 'there' | 'waiting' | 'refused'

export const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** Opens a menu by the name of its button and takes one of its items. */
export const choose = (menu: RegExp, item: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: menu }).first().click()
  await page.getByRole('menuitem', { name: item }).click()
}
