import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ObjectMeta } from '../api/metadata.ts'
import { searchAll } from '../api/search.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import type { Entry } from './palette.tsx'
import { recentRecords } from './recent.ts'

/** Records that are offered at most: more would push the commands out of sight. */
const most = 12
/** ms without a key before the server is asked. */
const pause = 120

interface Found {
  readonly entries: readonly Entry[]
  readonly busy: boolean
  /** Labels of objects that could not be searched in time. */
  readonly missing: readonly string[]
}

/** Records by the server's search in its order, or those seen last while nothing is typed. */
export const useFound = (text: string): Found => {
  const say = useSay()
  const navigate = useNavigate()
  const { objects } = useMetadata()
  const wanted = text.trim()
  const q = useDelayed(wanted, pause)
  const { data, isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => searchAll(q, most, signal),
    enabled: q !== '',
    // Whoever has just made a record looks for it at once.
    staleTime: 0,
  })
  const entry = (object: ObjectMeta, id: string, title: string, note: string | undefined, section: string): Entry => ({
    key: `${object.name} ${id}`,
    section,
    badge: <ObjectBadge object={object} />,
    title,
    note: note ?? object.label,
    run: () => void navigate({ to: '/o/$object/$id', params: { object: object.name, id }, search: { tab: undefined } }),
  })
  const known = (name: string) => objects.find((object) => object.name === name)

  if (wanted === '') {
    const entries = recentRecords().flatMap(({ object: name, id, title }) => {
      const object = known(name)
      return object ? [entry(object, id, title, undefined, say('palette.recent'))] : []
    })
    return { entries, busy: false, missing: [] }
  }
  // What was found for fewer letters is not shown: Enter would open a record that no longer fits.
  if (q !== wanted || data === undefined) return { entries: [], busy: q !== wanted || isFetching, missing: [] }
  const entries = data.data.flatMap(({ object: name, id, title, subtitle }) => {
    const object = known(name)
    return object ? [entry(object, id, title ?? id.slice(-8), subtitle, say('palette.records'))] : []
  })
  return { entries, busy: isFetching, missing: data.missing.flatMap((name) => known(name)?.plural ?? []) }
}
