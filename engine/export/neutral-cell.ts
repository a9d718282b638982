/** What makes a spreadsheet take a text for a formula, in ASCII and in full width. */
const dangerous = /^[=+\-@\t\r\n＝＋－＠]/
const number = /^[+-]?\d{1,20}(\.\d{1,20})?%?$/

/** A text that no spreadsheet runs when it opens the file: ' before what begins like a formula; plain numbers stay. */
export const neutralCell = (text: string): string => (dangerous.test(text) && !number.test(text) ? `'${text}` : text)
