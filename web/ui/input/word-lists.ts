/** Word pastes lists as paragraphs with a bullet or number in front: turns them into lists. */
export const wordLists = (body: HTMLElement): void => {
  let list: HTMLElement | null = null
  for (const paragraph of body.querySelectorAll<HTMLElement>('p')) {
    if (!/mso-list:\s*l\d/i.test(paragraph.getAttribute('style') ?? '')) {
      list = null
      continue
    }
    const marker = [...paragraph.querySelectorAll('span')].find((span) =>
      /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
    )
    const numbered = /^\s*[\w一二三四五六七八九十]+[.)、）]/.test(marker?.textContent ?? '')
    marker?.remove()
    const tag = numbered ? 'OL' : 'UL'
    // Only neighbours of one sort are one list.
    if (list === null || list.tagName !== tag || list.nextElementSibling !== paragraph) {
      list = body.ownerDocument.createElement(tag)
      paragraph.before(list)
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    list.append(item)
    paragraph.remove()
  }
}
