import type { CalendarDate } from '#shared/calendar-date'
import type { products } from './catalogue.ts'

/** Stands for the id of a file that is uploaded when its step is done. */
export interface Paper {
  readonly $paper: { readonly name: string; readonly text: string }
}

const paper = (name: string, lines: readonly string[]): Paper => ({
  $paper: { name, text: lines.join('\r\n') + '\r\n' },
})

/** What was asked for, and for how much. */
export interface Wanted {
  readonly product: (typeof products)[number]
  readonly count: number
  /** Yuan, after the discount. */
  readonly amount: number
}

/** A quotation as a table; the mark at its beginning makes spreadsheets read it as UTF-8. */
export const quotation = (firm: string, day: CalendarDate, { product, count, amount }: Wanted): Paper =>
  paper(`报价单 ${firm} ${day}.csv`, [
    '\ufeff报价单',
    `客户,${firm}`,
    `报价日期,${day}`,
    '有效期,三十天',
    '',
    '序号,型号,品名,数量,单位,标准价(元),标准金额(元)',
    `1,${product.code},${product.name},${count},${product.unit},${product.price},${count * product.price}`,
    '',
    `优惠后合计(元),${amount}.00`,
    '包含,安装调试、操作培训、两年质保',
  ])

/** What was agreed on at a meeting or seen on site. */
export const minutes = (
  firm: string,
  day: CalendarDate,
  said: { subject: string; content: string; next: string },
): Paper =>
  paper(`${said.subject}纪要 ${firm} ${day}.txt`, [
    `${firm} ${said.subject}纪要`,
    `日期:${day}`,
    '',
    said.content,
    '',
    `下一步:${said.next}`,
  ])
