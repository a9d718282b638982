import type { Page } from 'playwright-core'
import type { Figure } from './figures.ts'
import { repeated, until, waited } from './in-page.ts'

/** Presses a key as a hand does; ms from its arrival in the page until `what` is drawn. */
const pressed = async (page: Page, key: string, what: string): Promise<number> => {
  const listening = `addEventListener('keydown', function hear({ key }) {
    if (key === 'Control' || key === 'Shift') return
    removeEventListener('keydown', hear, true)
    window.answered = ${until(what)}
  }, true)`
  await page.evaluate(listening)
  await page.keyboard.press(key)
  return page.evaluate<number>('window.answered')
}

/** What a page loads for later is there. A stream of changes stays open, so the network is never idle. */
const settled = (page: Page) => page.waitForTimeout(1_500)

const columns = 'name,website,employees,founded,remark,size'

const ownOnly = async (page: Page): Promise<string> => {
  const me = await (await page.context().request.get('/api/v1/me')).json()
  return encodeURIComponent(JSON.stringify({ owner: me.user.id }))
}

/** How soon a key is answered in her own list, by the clock. */
export const keyFigures = async (page: Page): Promise<Figure[]> => {
  await page.goto(`/o/customer?cols=${columns}&filter=${await ownOnly(page)}`)
  const grid = page.getByRole('grid')
  await grid.getByRole('gridcell').first().waitFor()
  await settled(page)
  const cell = await repeated(5, async () => {
    await grid.focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowRight')
    const ms = await pressed(page, 'F2', `document.querySelector('.cell-editor input:focus')`)
    await page.keyboard.press('Escape')
    return ms
  })
  const palette = await repeated(5, async () => {
    const ms = await pressed(page, 'Control+k', `document.querySelector('dialog[open] [role=option]')`)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    return ms
  })
  return [
    waited('screens-cell', '就地改一格,到能输入', 'editing a cell, until it can be typed into', 50, cell),
    waited('screens-palette', '打开命令面板', 'opening the command palette', 50, palette),
  ]
}

/** How long a block of a thousand cells takes to be saved. She who is measured may not change many at once; an administrator may. */
export const pasteFigure = async (page: Page): Promise<Figure> => {
  const grid = page.getByRole('grid')
  const pasted = await repeated(3, async (round) => {
    await page.goto(`/o/customer?cols=${columns}`)
    await grid.getByRole('gridcell').first().waitFor()
    await grid.focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowRight')
    const row = (n: number) => [`https://r${round}x${n}.cn`, '12', '1999', `备注 ${round}`, ''].join('\t')
    const text = Array.from({ length: 200 }, (_, n) => row(n)).join('\n')
    return page.evaluate<number>(
      until(
        `/已粘贴 [\\d,]+ 格|[\\d,]+ cells pasted/.test(document.body.textContent)`,
        `const data = new DataTransfer()
        data.setData('text/plain', ${JSON.stringify(text)})
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))`,
      ),
    )
  })
  return waited('screens-paste', '粘贴一千格,到存好', 'pasting a thousand cells, until they are saved', 2_000, pasted)
}

/** How soon a card stands in the next column of the board, before the server has answered. */
export const boardFigure = async (page: Page): Promise<Figure> => {
  await page.goto(`/o/opportunity?layout=board&filter=${await ownOnly(page)}`)
  await page.locator('[data-card]').first().waitFor()
  await settled(page)
  const moved = await repeated(5, async (round) => {
    const at = await page.evaluate<string>(`(() => {
      const first = document.querySelector('.board-column [data-card]')
      const card = ${round} === 0 ? first : document.querySelector('[data-card="' + window.movedCard + '"]') ?? first
      window.movedCard = card.dataset.card
      card.focus()
      return card.dataset.column
    })()`)
    const step = round % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'
    const card = `document.querySelector('[data-card="' + window.movedCard + '"]')`
    const ms = await pressed(page, `Shift+${step}`, `${card} && ${card}.dataset.column !== '${at}'`)
    await page.locator('[data-waiting]').waitFor({ state: 'detached' })
    return ms
  })
  return waited(
    'screens-move',
    '移动一张卡片,到它在新的一列',
    'moving a card, until it stands in its new column',
    100,
    moved,
  )
}
