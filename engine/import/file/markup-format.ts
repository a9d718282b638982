/** Tags that web pages begin with, or what systems write of one. */
const pageTags =
  'html|head|meta|title|base|link|style|script|body|div|p|center|font|span|form|h[1-6]|table|thead|tbody|tr|td|th|iframe|frameset|br'
const page = new RegExp(`^<(!doctype\\s+html|(${pageTags})\\b)`, 'i')
const pageWithin = new RegExp(`<(${pageTags})\\b`, 'i')

/** Is this text a web page, or a part of one, or a workbook in the XML of Excel 2003; null for anything else. */
export const markupFormat = (text: string): 'html' | 'xml' | null => {
  if (page.test(text)) return 'html'
  if (!/^<[?!a-z]/i.test(text)) return null
  if (/<(\w+:)?Workbook\b/.test(text)) return 'xml'
  return /^<(\?xml|!--|!\[)/i.test(text) && pageWithin.test(text) ? 'html' : null
}
