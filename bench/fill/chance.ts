/**
 * SQL for the same "random" number on every machine: below `most`, from the row's number and a seed that says what it is
 * for. No row depends on another, so that a million are made by one statement.
 */
export const chance = (seed: number, most: number, n = 'n'): string =>
  `((hashint8extended(${n}, ${seed}) & 9223372036854775807) % ${most})`

/** One of these texts by chance, or null once in `emptyOneIn`. */
export const oneOf = (seed: number, texts: readonly string[], emptyOneIn = 0, n = 'n'): string => {
  const pick = `(array[${texts.map((t) => `'${t}'`).join(', ')}])[1 + ${chance(seed, texts.length, n)}]`
  return emptyOneIn ? `case when ${chance(seed + 1_000, emptyOneIn, n)} > 0 then ${pick} end` : pick
}

/** A number from 0 to below `most` by chance, low ones far oftener: the few who own, and are visited, most. */
export const skewed = (seed: number, most: number, n = 'n'): string =>
  `(floor(pow(${chance(seed, 1_000_000, n)} / 1e6, 2) * ${most})::bigint)`

/** The time row `n` of `rows` was made: evenly over the three years before `until`. */
export const madeAt = (rows: number, until: string, n = 'n'): string =>
  `(timestamptz '${until}' - interval '1095 days' * (1 - ${n}::float8 / ${rows}))`

/** A UUIDv7 that tells kind and number of its row, so that references need no look-up: the time, the kind, the number. */
export const idOf = (kind: number, rows: number, until: string, n = 'n'): string =>
  `(lpad(to_hex((extract(epoch from ${madeAt(rows, until, n)}) * 1000)::bigint), 12, '0') || '700${kind}8000' || lpad(to_hex(${n}), 12, '0'))::uuid`
