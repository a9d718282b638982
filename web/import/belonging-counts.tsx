import type { Counts } from '../api/imports.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'

/** What became of the records that stood in the same rows, an object a line: 联系人：新建 4 · 更新 0 … */
export const BelongingCounts = ({ counts, ahead }: { counts: Counts; ahead?: boolean }) => {
  const say = useSay()
  const { objects } = useMetadata()
  return Object.entries(counts.belongings ?? {}).map(([name, { created, updated, skipped, failed }]) => (
    <p key={name} className="belonging-counts">
      <strong>{objects.find((object) => object.name === name)?.label ?? name}</strong>
      {say(ahead ? 'import.willShort' : 'import.countsShort', {
        created: count(created),
        updated: count(updated),
        skipped: count(skipped),
        failed: count(failed),
      })}
    </p>
  ))
}
