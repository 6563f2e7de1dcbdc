import type { LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

export const autoAdd: LintRule = {
  name: 'auto-add',
  severity: 'warning',
  why: "AWS waits for the customer's router to initiate, unless the tunnel's startup action is start.",
  source: 'AWS Site-to-Site VPN user guide, Tunnel initiation options',
  check: ({ conns, texts }) =>
    conns
      .filter(({ auto }) => auto === 'add')
      .filter(
        ({ name, child }) =>
          !texts.some(({ text }) =>
            text
              .split(/\r?\n/)
              .some(
                (line) =>
                  /^[^#]*\b(ipsec (auto --)?up|swanctl (-i|--initiate))\b/.test(line) &&
                  [name, child].some((each) => line.includes(each)),
              ),
          ),
      )
      .map((conn) => ({
        ...placeOf(conn, 'auto', 'start_action'),
        what: `nobody initiates ${conn.name}`,
        hint: write(conn, 'auto=start', 'start_action = start into the child'),
      })),
};
