/** What makes a spreadsheet take a text for a formula, in ASCII and in full width. */
const dangerous = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/
const number = /^[+-]?\d{1,20}(\.\d{1,20})?%?$/
/**
 * What reads like one of our marks, like a formula that failed or like a number that lost digits gets a mark of its own, so
 * that it reads back as it was.
 */
const ambiguous =
  /^\s*('['\s]*([=+\-@\t\r\n＝＋－＠#]|\d(\.\d+)?E\+|\d{16,}$)|="[^"]*"$|#[A-Z/0]+[!?A]$|\d(\.\d+)?E\+\d{2,3}$)/i

/** An account, an identity card: of a number read from CSV spreadsheets keep fifteen digits. */
const long = /^\d{16,}$/

/** A text that no spreadsheet runs when it opens the file: ' before what begins like a formula; numbers stay, but for long ones. */
export const neutralCell = (text: string): string =>
  (dangerous.test(text) && !number.test(text)) || ambiguous.test(text) || long.test(text) ? `'${text}` : text

/** The same for a cell that is typed as a text, and so never run: only what would not read back as it was. */
export const unambiguousCell = (text: string): string => (ambiguous.test(text) ? `'${text}` : text)
