import type { LintRule } from '../finding.ts';
import { placeOf } from '../linted-router.ts';

export const closeActionStorm: LintRule = {
  name: 'close-action-storm',
  severity: 'warning',
  why: 'A connection that starts by itself and again whenever its peer closes a CHILD_SA piles up SAs where both ends do so, or where uniqueids lets duplicates live.',
  source: 'swanctl.conf(5), close_action; GoogleCloudPlatform/community, pull request 1155',
  check: ({ conns, setup }) => {
    const duplicatesLive = ['no', 'never'].includes(setup.get('uniqueids')?.value ?? '');
    return conns.flatMap((conn) => {
      const action = conn.settings.get('closeaction')?.value ?? conn.settings.get('close_action')?.value;
      if (action !== 'restart' && action !== 'start') return [];
      if (!duplicatesLive && conn.auto !== 'start') return [];
      return [
        {
          ...placeOf(conn, 'closeaction', 'close_action'),
          what: `${conn.name} has closeaction=${action}${duplicatesLive ? ' with uniqueids=no' : ' with auto=start'}`,
          hint: 'write auto=route and leave closeaction out: the next packet brings the tunnel back',
        },
      ];
    });
  },
};
