import { splitAtNames } from './mention-text.ts'

/** Text with the people named in it set off. */
export const NamedText = ({ text, people }: { text: string; people: unknown }) => {
  const names = Array.isArray(people) ? people.map((one: { name?: unknown }) => String(one.name ?? '')) : []
  return splitAtNames(text, names).map((part, at) =>
    part.named ? (
      // A text does not change its parts: their place is who they are.
      <span key={at} className="mention">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  )
}
