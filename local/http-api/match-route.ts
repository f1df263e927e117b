import type { Route } from './stack-routes.ts';

export type Matched = { route: Route; pathParameters: Record<string, string> };
export type MatchRoute = (method: string, path: string) => Matched | undefined;

/**
 * Chooses a route as an HTTP API does: a full path before a greedy `{name+}`, that before `$default`; a method before
 * `ANY` (API Gateway developer guide, "Routing API requests"). Variables are matched on the encoded path and decoded.
 */
export function makeMatchRoute(routes: readonly Route[]): MatchRoute {
  const compiled = routes.map(compile).sort((a, b) => a.weight - b.weight);
  return (method, path) => {
    for (const { route, method: wanted, pattern } of compiled) {
      const found = wanted === 'ANY' || wanted === method ? pattern.exec(path) : null;
      if (!found) continue;
      const variables = Object.entries(found.groups ?? {});
      return {
        route,
        pathParameters: Object.fromEntries(variables.map(([name, text]) => [name, decode(text)])),
      };
    }
    return undefined;
  };
}

function compile(route: Route): { route: Route; method: string; pattern: RegExp; weight: number } {
  if (route.key === '$default') return { route, method: 'ANY', pattern: /^/, weight: 10_000 };
  const [method = '', path = ''] = route.key.split(' ');
  const source = path.split(/(\{\w+\+?\})/).map((part) => {
    const variable = /^\{(\w+)(\+?)\}$/.exec(part);
    if (!variable) return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return `(?<${variable[1]}>${variable[2] ? '.+' : '[^/]+'})`;
  });
  const variables = path.match(/\{/g)?.length ?? 0;
  const weight = (path.includes('+}') ? 1000 : 0) + variables * 10 + (method === 'ANY' ? 1 : 0);
  return { route, method, weight, pattern: new RegExp(`^${source.join('')}/?$`) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
