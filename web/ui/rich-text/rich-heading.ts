import type Squire from 'squire-rte'

/** The one level that a text in a record needs. */
const tag = 'H3'

export const isHeading = (editor: Squire): boolean => /(^|>)H[1-4]([.#[>]|$)/.test(editor.getPath())

/** Makes headings of the chosen paragraphs, or paragraphs of headings. */
export const toggleHeading = (editor: Squire, on: boolean): unknown =>
  editor.modifyBlocks((fragment) => {
    for (const block of fragment.querySelectorAll(on ? 'h1,h2,h3,h4' : 'p')) {
      const made = block.ownerDocument.createElement(on ? 'P' : tag)
      made.append(...block.childNodes)
      block.replaceWith(made)
    }
    return fragment
  })
