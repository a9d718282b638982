import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getSetUp, type SetUp } from '../api/session.ts'
import { setBrandColour } from '../ui/theme/appearance.ts'

/** What is known before anybody has signed in; the company's colour is put on at once. */
export const useSetUp = (): SetUp | undefined => {
  const { data } = useQuery(queryOptions({ queryKey: ['setup'], queryFn: getSetUp }))
  useEffect(() => {
    if (data) setBrandColour(data.brand?.color)
  }, [data])
  return data
}
