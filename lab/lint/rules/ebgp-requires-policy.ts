import type { LintRule } from '../finding.ts';

export const ebgpRequiresPolicy: LintRule = {
  name: 'ebgp-requires-policy',
  severity: 'error',
  why: 'FRR exchanges no route with an external peer that has no policy, unless that is switched off.',
  source: 'FRR documentation, BGP: bgp ebgp-requires-policy',
  check: ({ texts }) =>
    texts.flatMap(({ text, from, path }) => {
      const line = text.split(/\r?\n/).findIndex((each) => /^\s*router bgp\b/.test(each));
      const isOff =
        /^\s*no bgp ebgp-requires-policy\b/m.test(text) || /^\s*frr defaults datacenter\b/m.test(text);
      const hasPolicy =
        /^\s*neighbor \S+ (route-map|prefix-list|filter-list|distribute-list) \S+ (in|out)\b/m.test(text);
      if (!path.includes('frr') || line < 0 || isOff || hasPolicy) return [];
      const what = 'no neighbor has a route-map, so that no route is exchanged';
      return [
        {
          file: from,
          line: line + 1,
          what,
          hint: 'write no bgp ebgp-requires-policy below router bgp, or a route-map for each neighbor, in and out',
        },
      ];
    }),
};
