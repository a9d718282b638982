import { lazy, Suspense } from 'react'
import type { InputProps } from '#web/field-view.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'

// The editor is fetched by the first form that has such a field, and by no other.
const RichEditor = lazy(() =>
  import('#web/ui/rich-text/rich-editor.tsx').then((module) => ({ default: module.RichEditor })),
)

export const Input = (props: InputProps) => (
  <Suspense fallback={<Skeleton rows={4} />}>
    <RichEditor {...props} />
  </Suspense>
)
