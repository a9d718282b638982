import type { Property } from './property.ts'

/** The columns of an address book. What a card has more of than there are columns goes to those behind them. */
export const cardColumns = [
  '姓名',
  '公司',
  '部门',
  '职务',
  '手机',
  '电话',
  '邮箱',
  '地址',
  '生日',
  '网址',
  '备注',
  '其他号码',
  '其他邮箱',
] as const
type Column = (typeof cardColumns)[number]

/** What one card says, column by column. */
export class Card {
  readonly #texts = new Map<Column, string[]>()
  #isGroup = false

  /** Lists of members are cards too, but no persons. */
  get isGroup(): boolean {
    return this.#isGroup
  }

  keep(property: Property): void {
    const { name, has, value, parts } = property
    if (name === 'KIND') this.#isGroup = /^group$/i.test(value.trim())
    else if (name === 'FN') this.#texts.set('姓名', [value.trim()])
    else if (name === 'N') this.#first('姓名', personName(parts))
    else if (name === 'ORG') {
      this.#first('公司', parts[0])
      this.#first('部门', parts[1])
    } else if (name === 'TITLE') this.#first('职务', value)
    else if (name === 'TEL') {
      if (!has('FAX') && !has('PAGER')) this.#number(value.replace(/^tel:/i, ''), has('CELL'))
    } else if (name === 'EMAIL') this.#first('邮箱', value.replace(/^mailto:/i, ''), '其他邮箱')
    else if (name === 'ADR') this.#first('地址', address(parts))
    else if (name === 'BDAY') this.#birthday(value, property)
    else if (name === 'URL') this.#first('网址', value)
    else if (name === 'NOTE') this.#add('备注', value)
  }

  cells(): string[] {
    return cardColumns.map((column) => (this.#texts.get(column) ?? []).join(column === '备注' ? '\n' : '、'))
  }

  /** Mobiles are told by what they are, too: many telephones file them under home or work. */
  #number(number: string, isCell: boolean): void {
    const isMobile = isCell || /^(\+?86)?1[3-9]\d{9}$/.test(number.replace(/[\s-]/g, ''))
    const [first, second] = isMobile ? (['手机', '电话'] as const) : (['电话', '其他号码'] as const)
    if (!isMobile || !this.#texts.has('手机')) this.#first(first, number, '其他号码')
    else this.#first(second, number, '其他号码')
  }

  /** Telephones write a birthday without a year as --0203, or give it the year 1604. It is no date, but worth a note. */
  #birthday(value: string, { has }: Property): void {
    const [, month, day] = /^(?:--|1604-?)(\d\d)-?(\d\d)/.exec(value) ?? []
    if (month && day) this.#add('备注', `生日:${Number(month)} 月 ${Number(day)} 日`)
    else if (!has('TEXT')) this.#first('生日', value.replace(/T.*$/, ''))
  }

  #add(column: Column, text: string): void {
    if (text.trim() === '') return
    const texts = this.#texts.get(column) ?? []
    if (texts.length < mostTexts) this.#texts.set(column, texts.concat(text.trim()))
  }

  /** Into this column if it is free, else into the other one. */
  #first(column: Column, text = '', otherwise?: Column): void {
    if (!this.#texts.has(column)) this.#add(column, text)
    else if (otherwise && !this.#texts.get(column)!.includes(text.trim())) this.#add(otherwise, text)
  }
}

/** Nobody has more numbers than this; a file may say so. */
const mostTexts = 20

const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/** family;given;middle: 王琳 without, John Doe with spaces and the other way round. */
const personName = ([family = '', given = '', middle = '']: readonly string[]): string =>
  isHan(family + given) ? family + middle + given : [given, middle, family].filter(Boolean).join(' ')

/** box;extended;street;town;province;code;country: written from the large to the small in Chinese. */
const address = ([, extended = '', street = '', town = '', province = '']: readonly string[]): string =>
  isHan(street + town + province)
    ? province + town + street + extended
    : [extended, street, town, province].filter(Boolean).join(', ')
