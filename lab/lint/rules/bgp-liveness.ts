import type { LintRule } from '../finding.ts';

/** FRR's `timers bgp 0 0` and `neighbor X timers 0 0`, BIRD's `hold time 0;`. */
const NO_HOLD_TIME = /^\s*(?:timers bgp|neighbor \S+ timers) \d+ 0\b|\bhold time 0\s*;/;

export const bgpLiveness: LintRule = {
  name: 'bgp-liveness',
  severity: 'error',
  why: 'A hold time of 0 is agreed on whatever the other end proposes, and neither end then sends keepalives: a session over a tunnel that is dead lasts for ever, and so do its routes.',
  source: 'RFC 4271, 4.2 (Hold Time) and 4.4',
  check: ({ texts }) =>
    texts.flatMap(({ text, from }) =>
      text.split(/\r?\n/).flatMap((line, index) =>
        NO_HOLD_TIME.test(line)
          ? [
              {
                file: from,
                line: index + 1,
                what: 'the hold time is 0, so that nothing ends a session whose peer is gone',
                hint: "leave the timers out, and AWS's hold time of 30 s counts, or write timers bgp 10 30",
              },
            ]
          : [],
      ),
    ),
};
