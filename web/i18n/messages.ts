/** The holes of a message: `'{count} of {total}'` has `count` and `total`. */
export type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never

/** The same keys in another language; a missing or misspelt one does not compile. */
export type Messages<Source> = { readonly [Key in keyof Source]: string }

/** Puts values into the holes of a message. */
export const fill = (text: string, holes?: Readonly<Record<string, string | number>>): string =>
  holes === undefined ? text : text.replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole))
