import { useEffect } from 'react'
import { useSay } from '../i18n/language.ts'

/** Names the tab of the browser. */
export const useTitle = (title: string | undefined): void => {
  const name = useSay()('app.name')
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name
  }, [title, name])
}
