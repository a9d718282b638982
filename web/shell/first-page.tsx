import { Navigate } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { useSay } from '../i18n/language.ts'
import { useNavigation } from './use-navigation.ts'

/** Where the day starts: the customers, else the first thing this person may see. */
export const FirstPage = () => {
  const say = useSay()
  const objects = useNavigation().flatMap((group) => group.objects)
  const first = objects.find(({ name }) => name === 'customer') ?? objects[0]
  if (first === undefined) return <EmptyState title={say('error.forbidden')} why={say('error.forbiddenDo')} />
  return <Navigate to="/o/$object" params={{ object: first.name }} replace />
}
