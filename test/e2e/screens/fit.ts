import type { Page } from 'playwright-core'

// Runs in the page. What scrolls sideways on purpose: rows of a table, columns of a board, tabs, code.
const fit = `((target) => {
  const faults = []
  const wide = '.grid, .board, .simple-table, .view-tabs, .settings-nav, pre'
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  const inReach = (e) => dialog === undefined || dialog.contains(e)
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const called = (e) => {
    const text = (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 20)
    const kind = typeof e.className === 'string' ? e.className.trim().split(/\\s+/).slice(0, 2).join('.') : ''
    return e.tagName.toLowerCase() + (kind ? '.' + kind : '') + (text ? ' “' + text + '”' : '')
  }

  // Nothing makes the page scroll sideways, and nothing lies outside the window where nobody can get at it.
  const root = document.documentElement
  if (root.scrollWidth > innerWidth + 1) faults.push('the page scrolls sideways')
  for (const e of document.body.querySelectorAll('*')) {
    if (!inReach(e) || e.scrollWidth <= e.clientWidth + 1 || !seen(e) || e.closest(wide)) continue
    const { overflowX } = getComputedStyle(e)
    if (overflowX === 'auto' || overflowX === 'scroll') faults.push('scrolls sideways: ' + called(e))
  }
  for (const e of document.querySelectorAll('dialog[open], :popover-open')) {
    const box = e.getBoundingClientRect()
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      faults.push('reaches out of the window: ' + called(e))
  }

  // No line of text longer than eyes can follow.
  for (const e of document.querySelectorAll('p, dd, li, input:not([type=checkbox], [type=radio]), textarea, .ant-select'))
    if (seen(e) && !e.closest(wide) && e.getBoundingClientRect().width > 1280 && e.textContent.length > 60)
      faults.push('a line too long: ' + called(e))

  // Everything that is pressed is large enough, or stands far enough from the next.
  const pressed = 'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role^=menuitem], [role=option], [role=switch], [role=checkbox]'
  const whole = (e) => e.closest('label, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-input-number') ?? e
  const parts = new Map()
  for (const e of document.querySelectorAll(pressed)) {
    if (!inReach(e) || !seen(e) || e.matches(':disabled, [type=hidden], [type=file], .skip-link')) continue
    const at = whole(e.parentElement?.matches('a[href]') ? e.parentElement : e)
    const box = at.getBoundingClientRect()
    if (box.width > 1 && box.height > 1) parts.set(at, box)
  }
  const inText = (e) =>
    e.matches('a') && getComputedStyle(e).display.startsWith('inline') &&
    [...e.parentElement.childNodes].some((node) => node !== e && node.nodeType === 3 && node.textContent.trim() !== '')
  const isSmall = (box) => box.width < target - 0.5 || box.height < target - 0.5
  /** Some take a press beside what is drawn of them. */
  const reachesBeyond = (e) => {
    e.scrollIntoView({ block: 'center', inline: 'nearest' })
    const box = e.getBoundingClientRect()
    const [x, y, far] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2, target / 2 - 1]
    return [[x, y - far], [x, y + far], [x - far, y], [x + far, y]].every(([x, y]) => e.contains(document.elementFromPoint(x, y)))
  }
  const centre = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  const apart = (e, box) => {
    const [x, y] = centre(box)
    for (const [other, its] of parts) {
      // What scrolls may lie under something else for now.
      if (other === e || other.contains(e) || e.contains(other) || other.closest(wide) !== e.closest(wide)) continue
      const beside = Math.hypot(Math.max(its.left - x, 0, x - its.right), Math.max(its.top - y, 0, y - its.bottom))
      const [ox, oy] = centre(its)
      if (beside < 12 || (isSmall(its) && Math.hypot(ox - x, oy - y) < 24)) return false
    }
    return true
  }
  for (const [e, box] of parts)
    if (isSmall(box) && !inText(e) && !(target === 24 && apart(e, box)) && !reachesBeyond(e))
      faults.push(Math.round(box.width) + '×' + Math.round(box.height) + ' px to press: ' + called(e))
  return [...new Set(faults)]
})`

/** What does not fit the window as wide as it is, and what is too small to be pressed. */
export const faultsOfFit = (page: Page, target: number): Promise<string[]> => page.evaluate(`${fit}(${target})`)
