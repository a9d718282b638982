import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { useSay } from '../i18n/language.ts'

/** The button below a list that comes page by page; gone with the last page. */
export const MorePages = ({
  of,
}: {
  of: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
}) => {
  const say = useSay()
  if (!of.hasNextPage) return null
  return (
    <Button block type="text" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {say('common.loadMore')}
    </Button>
  )
}
