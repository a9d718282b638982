import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-lint-'))
cpSync('.oxlintrc.json', path.join(folder, '.oxlintrc.json'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const oxlint = path.join(path.dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')

/** What the linter says of a file at this place that holds this one import. */
const lint = (file: string, statement: string): string => {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, statement)
  return spawnSync(process.execPath, [oxlint, file], { cwd: folder, encoding: 'utf8' }).stdout
}

it.each([
  ['shared/a.ts', `export * from '#engine'`],
  ['shared/a.ts', `export * from 'node:fs'`],
  ['shared/a.ts', `export * from 'kysely'`],
  ['shared/a.ts', `export * from '../engine/index.ts'`],
  ['engine/a.ts', `export * from '#platform/log'`],
  ['engine/query/a.ts', `export * from '#modules/sales'`],
  ['engine/query/a.ts', `export * from '../../modules/sales/index.ts'`],
  ['engine/a.ts', `export * from 'fastify'`],
  ['engine/fields/text/index.ts', `export * from 'antd'`],
  ['engine/fields/text/cell.tsx', `export { compile } from '#engine'`],
  ['platform/mail/a.ts', `export * from '#modules/sales'`],
  ['platform/mail/a.ts', `export * from '../log/logger.ts'`],
  ['modules/sales/lead.ts', `export * from '../customers/customer.ts'`],
  ['modules/sales/lead.ts', `export * from '#web/ui/button.tsx'`],
  ['modules/sales/actions/a.ts', `export * from '../../customers/customer.ts'`],
  ['server/rest/a.ts', `export * from '../../modules/sales/lead.ts'`],
  ['server/rest/a.ts', `export * from 'react'`],
  ['web/list/a.tsx', `export { f } from '#engine'`],
  ['web/list/a.tsx', `export { text } from '#fields/text/index.ts'`],
  ['modules/sales/web/board.tsx', `export { Lead } from '#modules/sales'`],
])('refuses that %s says %s', (file, statement) => {
  expect(lint(file, statement)).toContain('no-restricted-imports')
})

it.each([
  ['shared/a.ts', `export { parsePhoneNumber } from 'libphonenumber-js/core'`],
  ['shared/a.ts', `export { parsePhoneNumber } from 'libphonenumber-js'`],
  ['shared/a.ts', `export * from './money.ts'`],
  ['engine/query/a.ts', `export * from '#shared/money'`],
  ['engine/fields/text/cell.tsx', `export { Button } from 'antd'`],
  ['platform/mail/a.ts', `export * from '#platform/log'`],
  ['modules/sales/actions/a.ts', `export * from '../lead.ts'`],
  ['modules/sales/a.test.ts', `export * from '#test/workspace'`],
  ['server/rest/a.ts', `export * from '#modules/sales'`],
  ['server/rest/a.ts', `export * from '../main.ts'`],
  ['web/list/a.tsx', `import type { Query } from '#engine'\nexport const query: Query | null = null`],
  ['web/list/a.tsx', `export { TextCell } from '#fields/text/cell.tsx'`],
  ['web/form/a.ts', `export { evaluate } from '#expressions'`],
])('lets %s say %s', (file, statement) => {
  expect(lint(file, statement)).not.toContain('no-restricted-imports')
})
