import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'

const verbs = ['read', 'write'] as const
const isVerb = (text: string | undefined): text is (typeof verbs)[number] => verbs.some((one) => one === text)

/** Says a scope of a key in words: `customer:read` → 只看客户; one that is unknown here stays as it is. */
export const useScopeText = () => {
  const say = useSay()
  const { objects } = useMetadata()
  return (scope: string): string => {
    const [name, verb] = scope.split(':')
    const object = name === '*' ? say('apiKeys.scope.all') : objects.find((one) => one.name === name)?.label
    return object !== undefined && isVerb(verb) ? say(`apiKeys.scope.${verb}`, { object }) : scope
  }
}

/** All scopes that can be given, over everything first. */
export const useScopes = (): readonly string[] => {
  const { objects } = useMetadata()
  const shown = objects.filter(({ inNavigation }) => inNavigation).map(({ name }) => name)
  return ['*', ...shown].flatMap((name) => verbs.map((verb) => `${name}:${verb}`))
}
