import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chapterHtml, releaseNotes } from './markdown.ts'

test('a chapter is HTML whose headings stand below that of the panel; the web at large opens beside the app', () => {
  expect(chapterHtml('# 列表\n\n**找**:见[搜索](search.md)与[规范](https://example.com/a"b)')).toBe(
    '<h3>列表</h3><p><strong>找</strong>:见<a href="search.md">搜索</a>与' +
      '<a href="https://example.com/a%22b" target="_blank" rel="noreferrer">规范</a></p>\n',
  )
})

test('release notes are in the language of the reader and nothing else', () => {
  const notes = releaseNotes(
    '# 更新\n\n格式说明\n\n## [Unreleased]\n\n### 新增 / Added\n- 看板\n- A board.\n\n## [0.1.0]\n',
  )
  expect(notes['zh-CN']).toBe('<h4>最新</h4><h5>新增</h5><ul>\n<li>看板</li>\n</ul>\n<h4>[0.1.0]</h4>')
  expect(notes.en).toBe('<h4>Latest</h4><h5>Added</h5><ul>\n<li>A board.</li>\n</ul>\n<h4>[0.1.0]</h4>')
})

test('what is technical is left to who reads the file: people are told what is new for them', () => {
  const notes = releaseNotes(
    '## [Unreleased]\n\n### 新增 / Added\n- 看板\n\n### 技术 / Technical\n- 连接池\n- A pool.\n\n## [0.1.0]\n\n### 修正 / Fixed\n- 撤销\n',
  )
  expect(
    notes['zh-CN']
      .replaceAll(/<[^>]+>|\n/g, ' ')
      .trim()
      .split(/ +/),
  ).toEqual(['最新', '新增', '看板', '[0.1.0]', '修正', '撤销'])
  expect(notes.en).not.toMatch(/pool|Technical/)
  const now = releaseNotes(readFileSync('CHANGELOG.md', 'utf8'))
  expect(now['zh-CN'] + now.en).not.toMatch(/索引|SQL|\bindex\b|REST API/i)
})

test('the changelog of this version has something to tell in both languages', () => {
  const { 'zh-CN': chinese, en } = releaseNotes(readFileSync('CHANGELOG.md', 'utf8'))
  expect(chinese.match(/<li>/g)?.length).toBeGreaterThan(3)
  expect(en).toContain('<li>')
  expect(/\p{Script=Han}/u.test(en)).toBe(false)
})
