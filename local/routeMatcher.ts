import type { RoutePlan } from './plan.ts'

export type Match = { readonly route: RoutePlan; readonly pathParameters?: Readonly<Record<string, string>> }

/** `name` is that of the parameter, or the text itself. */
type Segment = { readonly kind: 'literal' | 'one' | 'rest'; readonly name: string }

const segmentOf = (text: string): Segment => {
  const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(text) ?? []
  return name === undefined ? { kind: 'literal', name: text } : { kind: greedy ? 'rest' : 'one', name }
}

const rank = { literal: 0, one: 1, rest: 2 }

const parametersOf = (segments: readonly Segment[], path: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [place, segment] of segments.entries()) {
    const given = path[place]
    if (given === undefined || (segment.kind !== 'literal' && given === '')) return undefined
    if (segment.kind === 'rest') return { ...parameters, [segment.name]: path.slice(place).join('/') }
    if (segment.kind === 'one') parameters[segment.name] = given
    else if (segment.name !== given) return undefined
  }
  return path.length === segments.length ? parameters : undefined
}

/**
 * Finds a request's route as API Gateway does: the most specific path first, then the route's own method before ANY, and
 * `$default` when none fits. A trailing slash is another path. `path` is split before it is decoded, so that `%2F` stays
 * within its parameter.
 */
export const routeMatcher = (routes: readonly RoutePlan[]) => {
  const known = routes
    .filter(({ key }) => key !== '$default')
    .map((route) => {
      const [method = '', path = ''] = route.key.split(' ')
      return { route, method, segments: path.split('/').map(segmentOf) }
    })
    .sort((a, b) => {
      const [x, y] = [a, b].map(({ segments }) => segments.map(({ kind }) => rank[kind]).join('')) as [string, string]
      return x < y ? -1 : x > y ? 1 : Number(a.method === 'ANY') - Number(b.method === 'ANY')
    })
  const fallback = routes.find(({ key }) => key === '$default')

  /** @throws URIError for a path that isn't properly encoded. */
  return (method: string, path: string): Match | undefined => {
    const decoded = path.split('/').map((segment) => decodeURIComponent(segment))
    for (const { route, method: own, segments } of known) {
      if (own !== method && own !== 'ANY') continue
      const parameters = parametersOf(segments, decoded)
      if (parameters) return { route, ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }) }
    }
    return fallback && { route: fallback }
  }
}
