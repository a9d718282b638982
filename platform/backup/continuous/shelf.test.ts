import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { outlivedLog } from './outlived-log.ts'
import { nameOfSegment, parseSegment } from './segment.ts'
import { baseName, chainsOf, chainTo, keptName, readShelf } from './shelf.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute))
/** A shelf with copies that begin at these numbers of the log, and log files, with the minutes they are complete by. */
const shelf = (
  bases: readonly (readonly [number, minute: number, timeline?: number])[],
  log: readonly (readonly [number, minute: number | null, timeline?: number])[],
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-shelf-'))
  folders.push(folder)
  const names = [
    ...bases.map(([number, minute, timeline = 1]) => baseName({ timeline, number }, at(minute))),
    ...log.map(([number, minute, timeline = 1]) => keptName({ timeline, number }, minute === null ? null : at(minute))),
  ]
  for (const name of [...names, 'base.half.part', 'notes.txt']) writeFileSync(path.join(folder, name), '')
  return readShelf(folder)
}

test('a file of the log is known by its name, over the end of a log of 4 GB too', () => {
  expect(parseSegment('00000002000000010000000A')).toEqual({ timeline: 2, number: 266 })
  for (const number of [0, 255, 256, 70_000])
    expect(parseSegment(nameOfSegment({ timeline: 3, number }))).toEqual({ timeline: 3, number })
  for (const other of ['00000002.history', '000000010000000000000002.00000028.backup', 'archtemp.x'])
    expect(parseSegment(other)).toBe(null)
})

test('it reaches from the moment of a copy to the last that the log is complete by, and never over a gap', async () => {
  const spans = chainsOf(
    await shelf(
      [[10, 5]],
      [
        [9, 1],
        [10, 6],
        [11, null],
        [12, 8],
        [14, 20],
      ],
    ),
  ).map(({ base, until }) => [base.at, until])
  expect(spans).toEqual([[at(5), at(8)]])
})

test('to a moment it takes the newest copy before it, and of the log what reaches that moment and no more', async () => {
  const kept = await shelf(
    [
      [10, 5],
      [12, 15],
    ],
    [
      [10, 6],
      [11, 14],
      [12, 16],
      [13, 20],
      [14, 30],
    ],
  )
  const numbers = (minute: number) => chainTo(kept, at(minute))?.log.map(({ number }) => number)
  expect([numbers(13), numbers(16), numbers(17), numbers(4), numbers(31)]).toEqual([
    [10, 11],
    [12],
    [12, 13],
    undefined,
    undefined,
  ])
})

test('the log of another timeline is not taken for the same', async () => {
  const kept = await shelf(
    [[10, 5]],
    [
      [10, 6],
      [11, 30, 2],
    ],
  )
  expect(chainTo(kept, at(20))).toBe(null)
})

test('what is outlived goes: copies but the newest before the days that are kept, and log that leads on from none', async () => {
  const kept = await shelf(
    [
      [10, 1],
      [20, 10],
      [30, 20],
    ],
    [
      [10, 1],
      [19, 9],
      [20, 10],
      [29, 19],
      [30, 21],
    ],
  )
  const gone = outlivedLog(kept, at(15)).map(({ file }) => path.basename(file))
  expect(gone).toEqual([
    baseName({ timeline: 1, number: 10 }, at(1)),
    keptName({ timeline: 1, number: 10 }, at(1)),
    keptName({ timeline: 1, number: 19 }, at(9)),
  ])
  expect(outlivedLog(kept, at(0))).toEqual([])
})

test('the log of a copy that is being made is not outlived', async () => {
  expect(outlivedLog(await shelf([], [[10, 1]]), at(50))).toEqual([])
})
