import * as z from 'zod'

/** Grows when a reader of before could misunderstand what is written now. */
export const formatVersion = 1

/** A name out of a backup holds nothing that could end it where it is quoted, whoever made the file. */
const name = z.string().regex(/^[A-Za-z_$][A-Za-z0-9_$.:]{0,62}$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** `uuid`, `text[]`, `timestamp with time zone`, `numeric(18,2)`: words that can be nothing but a type. */
const type = z.string().regex(/^[a-z][a-z0-9_ ]{0,40}(\(\d{1,4}(,\d{1,4})?\))?(\[\])?$/)

const tableSchema = z.strictObject({
  schema: name,
  name,
  columns: z.array(z.strictObject({ name, type })).min(1),
  /** Columns of the primary key: the order in which rows are written and compared; without one, that of their texts. */
  key: z.array(name),
})

/** A table as it is backed up. */
export type Table = z.output<typeof tableSchema>

/** The first entry: what is to come. */
export const headerSchema = z.strictObject({
  format: z.number().int(),
  /** Version of Zhike. */
  version: z.string().max(40),
  /** Version of PostgreSQL. */
  postgres: z.string().max(80),
  at: z.iso.datetime(),
  /** Steps of the control schemas that had been applied. */
  migrations: z.array(z.string().max(60)),
  /** Schemas of the workspaces, with the months that their change logs are parted by. */
  workspaces: z.array(
    z.strictObject({
      schema: z.string().regex(/^[a-z][a-z0-9_]{0,47}$/),
      months: z.array(z.string().regex(/^\d{4}_\d{2}$/)),
    }),
  ),
  tables: z.array(tableSchema),
})

/** The first entry: what the archive holds. */
export type Header = z.output<typeof headerSchema>

/** What stands at its end: what everything before it came to. */
export const manifestSchema = z.strictObject({
  tables: z.array(z.strictObject({ rows: z.number().int().min(0), sha256: digest })),
  files: z.array(z.strictObject({ key: z.string(), size: z.number().int().min(0), sha256: digest })),
  /** Attachments that records name and that the store had lost before. */
  missing: z.array(z.string()),
  seals: z.array(z.strictObject({ schema: name, ok: z.boolean(), entries: z.number().int(), seals: z.number().int() })),
})

/** The last entry: what a reader must have found. */
export type Manifest = z.output<typeof manifestSchema>

/** Keys of attachments are made by the stores; nothing else becomes part of a path. */
export const fileKey = /^[0-9a-f-]{36}\/(?:[0-9a-f]{2}\/)?[0-9a-f-]{36}$/
