import { Button } from 'antd'
import type { PastImport } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { discard } from './discards.ts'

/** Throws an upload away that nobody wants; it can be taken back for as long as the toast says so. */
export const DiscardButton = ({
  made,
  onDiscard,
}: {
  made: Pick<PastImport, 'id' | 'name' | 'object'>
  onDiscard?: () => void
}) => {
  const say = useSay()
  return (
    <Button
      size="small"
      type="text"
      aria-label={say('import.discardOf', { name: made.name })}
      onClick={() => {
        discard(made)
        onDiscard?.()
      }}
    >
      {say('import.discard')}
    </Button>
  )
}
