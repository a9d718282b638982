import { readFileSync } from 'node:fs'

const declared = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*(?:id: '[^']*'|path: '([^']*)'),/g

/** Where routes are declared, those above before those below. */
export const routeFiles = ['web/app-route.tsx', 'web/settings-routes.tsx', 'web/routes.tsx']

/** Every address that they declare, as `/o/$object/new`. */
export const routes = (): string[] => {
  const source = routeFiles.map((file) => readFileSync(file, 'utf8')).join('\n')
  const paths = new Map<string, string>()
  for (const [, name = '', parent = '', path = ''] of source.matchAll(declared))
    paths.set(name, `${paths.get(parent) ?? ''}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''))
  if (paths.size !== source.split('createRoute({').length - 1) throw new Error('a route is declared in another way')
  return [...new Set(paths.values())].filter((path) => path !== '/')
}

/** Whether an address is one of a route; the words of another route come before a place that takes any word. */
export const routeOf = (path: string, all: readonly string[]): string | undefined => {
  const asked = path.split(/[?#]/)[0]!.split('/')
  const fits = (route: string) => {
    const parts = route.split('/')
    return parts.length === asked.length && parts.every((part, at) => part.startsWith('$') || part === asked[at])
  }
  return all.filter(fits).toSorted((a, b) => a.split('$').length - b.split('$').length)[0]
}
