import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

// Runs in the page: what a person sees of where the keyboard is. A grid points to one of its cells instead.
const focusSeen = `(() => {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'nothing has the focus'
  const pointed = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
  const at = pointed ?? focused
  const box = at.getBoundingClientRect()
  const name = at.tagName + '.' + at.className + ' ' + (at.getAttribute('aria-label') ?? at.textContent.slice(0, 20))
  if (box.width < 2 || box.height < 2) return name + ' has no size'
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 1), innerWidth - 2)
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2)
  const top = document.elementFromPoint(x, y)
  const whole = at.closest('.ant-select, .ant-picker, .ant-input-affix-wrapper, label') ?? at
  if (top === null || !(whole.contains(top) || top.contains(at))) return name + ' is covered by ' + top?.className
  const marked = (e) => {
    const style = getComputedStyle(e)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
  }
  for (let e = at, up = 0; e && up < 4; e = e.parentElement, up++) if (marked(e)) return ''
  // Where one writes, the cursor blinks.
  if (focused.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable]') && at === focused) return ''
  return name + ' has no mark that it has the focus'
})()`

/** Somebody without a mouse: counts the keys she presses, and sees after each where the keyboard is. */
export const keyboardOf = (page: Page) => {
  let keys = 0

  const seen = async () => {
    // Focus moves with the next drawing at the latest.
    await expect.poll(() => page.evaluate<string>(focusSeen)).toBe('')
  }

  return {
    /** Keys pressed so far; what is typed into a field does not count. */
    get keys() {
      return keys
    },
    seen,
    /** A key that does something; where it leads is waited for by the test. */
    async press(key: string): Promise<void> {
      keys++
      await page.keyboard.press(key)
    },
    type: (text: string): Promise<void> => page.keyboard.type(text),
    /** Goes on with one key until the place is reached, never further than a person would. */
    async reach(place: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab', most = 40): Promise<void> {
      await place.waitFor()
      for (let steps = 0; steps < most; steps++) {
        if ((await place.and(page.locator(':focus')).count()) > 0) return
        keys++
        await page.keyboard.press(key)
        await seen()
      }
      throw new Error(`${String(place)} was not reached in ${most} steps with ${key}`)
    },
    /** Past bar and navigation, by the link that is there for it. */
    async skipToContent(): Promise<void> {
      keys += 2
      await page.keyboard.press('Tab')
      await seen()
      await page.keyboard.press('Enter')
      await page.locator('main:focus').waitFor()
    },
  }
}
