import { expect, it } from 'vitest';
import { endOf, LOST_IN_TUNNEL, ROUTER } from '../ipsec/kernel-plane.ts';

const SAID =
  '2026-11-28T13:36:36Z ended after 10 s, as the tunnel waits for it: updown script 2>&1 /etc/ipsec.d/fails.sh -ln Tunnel2';
const running = { charon: { process: 'running' as const, sas: [] } };

it('names the script that an IKE daemon waits for, and with it every tunnel', () => {
  const node = { daemons: running, ikeLog: [SAID] };
  const hop = endOf({ node, endpoint: { daemons: running }, seen: LOST_IN_TUNNEL });
  expect(hop).toMatchObject({ node: ROUTER, code: 'UPDOWN_SCRIPT_HANGS' });
  expect(hop.text).toMatch(
    /^the updown script \/etc\/ipsec\.d\/fails\.sh of onprem-router does not end.* after 10 s$/,
  );
});

it('is no cause without such a script', () => {
  const hop = endOf({ node: { daemons: running }, endpoint: { daemons: running }, seen: LOST_IN_TUNNEL });
  expect(hop.code).not.toBe('UPDOWN_SCRIPT_HANGS');
});
