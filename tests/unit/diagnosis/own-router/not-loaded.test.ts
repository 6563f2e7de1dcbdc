import { restartDaemon } from '../../../../lab/topology/router-config/daemon-start.ts';
import { expect, it } from 'vitest';
import { isComplaint } from '../../../../lab/diagnosis/own-router/not-loaded.ts';
import type { OwnRouter } from '../../../../lab/topology/types.ts';
import { endOf, ROUTER } from '../ipsec/kernel-plane.ts';
import type { Difference } from '../ipsec/kernel-plane.ts';

const CONF = { path: '/etc/ipsec.conf', mode: 0o644, from: 'ipsec.conf' };
const own: OwnRouter = {
  ...{ daemon: 'strongswan', image: null, script: null, keys: [] },
  files: [{ ...CONF, content: 'conn Tunnel1\n\tright=43.200.198.51\n' }],
};
const difference: Difference = {
  router: { own, connections: [] },
  seen: { forward: { [ROUTER]: { out: 'Tunnel1' }, 'tunnel-1': null } },
};
const running = { charon: { process: 'running' as const, sas: [] } };

it('tells a connection that no daemon has loaded, by the device that leads to it', () => {
  const hop = endOf({ ...difference, node: { daemons: running } });
  expect(hop).toMatchObject({
    node: ROUTER,
    code: 'TUNNEL_DOWN_NO_SA',
    text: 'no IKE daemon of onprem-router has loaded a connection to tunnel-1 at 43.200.198.51',
  });
  expect(hop.cure).toContain('for good, mend line 2 of ipsec.conf');
});

it('tells a daemon that does not run', () => {
  const hop = endOf({ ...difference, node: { daemons: {} } });
  expect(hop).toMatchObject({
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    repair: { command: restartDaemon({ daemon: 'strongswan' }) },
  });
});

it('tells what the daemon has against its configuration', () => {
  const ikeLog = [
    '2026-11-28T05:00:00Z ipsec_starter[80]: /etc/ipsec.conf:7: syntax error, unexpected STRING [foo]',
  ];
  const hop = endOf({ ...difference, node: { daemons: {}, ikeLog } });
  expect(hop.code).toBe('IKE_CONFIGURATION_INVALID');
  expect(hop.text).toMatch(/: \/etc\/ipsec\.conf:7: syntax error, unexpected STRING \[foo\]$/);
});

it('takes no other line for a complaint', () => {
  expect(isComplaint("2026-11-28T05:00:00Z 10[CFG] added configuration 'Tunnel1'")).toBe(false);
  expect(isComplaint('2026-11-28T05:00:00Z 00[LIB] plugin tpm: failed to load - it returned NULL')).toBe(
    false,
  );
});
