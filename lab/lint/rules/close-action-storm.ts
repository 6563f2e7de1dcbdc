import type { Setting } from '../../topology/router-config/read-conn.ts';
import type { LintRule } from '../finding.ts';
import { isOfSwanctl, placeOf, settingOf, write } from '../linted-router.ts';

export const closeActionStorm: LintRule = {
  name: 'close-action-storm',
  severity: 'warning',
  why: 'A connection that starts by itself and again whenever its peer closes a CHILD_SA piles up SAs where both ends do so, or where uniqueids lets duplicates live.',
  source: 'swanctl.conf(5), close_action; GoogleCloudPlatform/community, pull request 1155',
  check: ({ conns, setup }) =>
    conns.flatMap((conn) => {
      const action = settingOf(conn, 'closeaction', 'close_action');
      if (action?.value !== 'restart' && action?.value !== 'start') return [];
      const unique = isOfSwanctl(conn) ? conn.settings.get('unique') : setup.get('uniqueids');
      const duplicatesLive = unique !== undefined && ['no', 'never'].includes(unique.value);
      if (!duplicatesLive && conn.auto !== 'start') return [];
      return [
        {
          ...placeOf(conn, 'closeaction', 'close_action'),
          what: `${conn.name} starts again when it is closed (${written(action)}) with ${duplicatesLive ? written(unique) : 'a start by itself'}`,
          hint: `${write(conn, 'auto=route', 'start_action = trap')} and leave ${action.key.replace('child.', '')} out: the next packet brings the tunnel back`,
        },
      ];
    }),
};

const written = ({ key, value }: Setting): string => `${key.replace('child.', '')}=${value}`;
