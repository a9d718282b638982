import type { Counts } from '../api/imports.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { BelongingCounts } from './belonging-counts.tsx'

const parts = ['created', 'updated', 'skipped', 'failed'] as const

/** What became of the rows, or `ahead` would become: the four numbers add up to all of them. */
export const CountTiles = ({ counts, ahead }: { counts: Counts; ahead?: boolean }) => {
  const say = useSay()
  return (
    <>
      <dl className="count-tiles">
        {parts.map((part) => (
          <div key={part} className="panel" data-part={counts[part] > 0 ? part : undefined}>
            <dt>{say(ahead ? `import.will.${part}` : `import.count.${part}`)}</dt>
            <dd>{count(counts[part])}</dd>
          </div>
        ))}
      </dl>
      <BelongingCounts counts={counts} ahead={ahead ?? false} />
    </>
  )
}
