import type { LintRule } from '../finding.ts';

export const asPathPrepend: LintRule = {
  name: 'as-path-prepend',
  severity: 'warning',
  why: 'Before it updates an endpoint AWS sends a lower MED on the other tunnel, which counts only between paths of equal length: with a prepend AWS stays on the tunnel that goes away.',
  source: 'AWS Site-to-Site VPN user guide, Routing during VPN tunnel endpoint updates',
  check: ({ texts }) =>
    texts.flatMap(({ text, from }) =>
      text.split(/\r?\n/).flatMap((line, index) =>
        /^\s*set as-path prepend\b/.test(line)
          ? [
              {
                file: from,
                line: index + 1,
                what: 'the AS path is prepended',
                hint: 'leave it out where asymmetric routing works, and prefer a tunnel by more specific prefixes or by MED',
              },
            ]
          : [],
      ),
    ),
};
