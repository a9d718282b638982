import { expect, test } from 'vitest'
import { companyName, isSameCompany } from './company-name.ts'

const same = (a: string, b: string) => isSameCompany(companyName(a), companyName(b))

test.each([
  ['上海华信科技有限公司', '华信科技（上海）有限公司'],
  ['上海华信科技有限公司', '上海市华信科技股份有限公司'],
  ['华信科技有限公司', '華信科技有限責任公司'],
  ['华信科技(集团)有限公司', '华信科技集团有限公司'],
  ['深圳华信科技有限公司', '广东省深圳市华信科技有限公司'],
  ['华信科技', '上海华信科技有限公司'],
  ['Ｓｉｅｍｅｎｓ  Ltd.', 'siemens Co., Ltd'],
])('%s and %s are the same company', (a, b) => expect(same(a, b)).toBe(true))

test.each([
  ['上海华信科技有限公司', '北京华信科技有限公司'],
  ['华信科技有限公司', '华信科贸有限公司'],
  ['上海有限公司', '北京有限公司'],
  ['有限公司', '集团公司'],
])('%s and %s are not', (a, b) => expect(same(a, b)).toBe(false))
