import { expect, it } from 'vitest';
import type { FailedCommand } from '../../../../lab/diagnosis/own-router/script-result.ts';
import type { OwnRouter } from '../../../../lab/topology/types.ts';
import { tunnelLost } from '../../../../lab/diagnosis/tunnel/crossing.ts';
import { visitAt } from '../../../../lab/diagnosis/walk.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { AWS_1, endOf, HERE, policies, ROUTER, sceneWith } from '../ipsec/kernel-plane.ts';
import type { Difference } from '../ipsec/kernel-plane.ts';

const TEXT = `sudo ip link add vti1 type vti local ${HERE} remote ${AWS_1} key 100
sudo ip addr add 169.254.216.30/30 dev vti1
sudo ip route add 10.10.0.0/16 dev vti1 metric 100   # preferred
`;
const own: OwnRouter = {
  ...{ daemon: 'strongswan', image: null, files: [], keys: [] },
  script: { name: 'commands.sh', text: TEXT },
};
const difference: Difference = {
  connections: { interface: null },
  router: { own },
  kernel: { policies: policies(AWS_1, { mark: 100 }), routes: ['default via 10.30.0.1 dev eth0'] },
  seen: { forward: { [ROUTER]: { out: 'eth0' }, 'tunnel-1': null } },
};
const result = (failed: readonly FailedCommand[]) => ({
  script: { script: 'commands.sh', failed, ended: null, notRun: [] },
});

it('tells an interface that was typed, and is gone after a reboot, and makes it again', () => {
  const hop = endOf({ ...difference, node: result([]) });
  expect(hop).toMatchObject({
    node: ROUTER,
    code: 'TUNNEL_INTERFACE_DOWN',
    text: 'onprem-router has no tunnel interface for Tunnel1, whose IPsec policies have mark 100: line 1 of commands.sh made it once, and what is typed is gone after a reboot',
  });
  expect(hop.cure).toContain('write these lines of commands.sh to what is read at boot');
  expect(hop.repair!.command).toBe(
    [
      `ip link add vti1 type vti local ${HERE} remote ${AWS_1} key 100`,
      'ip address add 169.254.216.30/30 dev vti1',
      'ip link set vti1 mtu 1419 up',
      'sysctl -qw net.ipv4.conf.vti1.disable_policy=1 net.ipv4.conf.vti1.rp_filter=2',
      'ip route replace 10.10.0.0/16 dev vti1 metric 100',
    ].join(' && '),
  );
});

it('tells the line that was to make it, and failed', () => {
  const failed = { line: 1, command: TEXT.split('\n')[0]!, exitCode: 2, output: 'Error: no such key.\n' };
  const hop = endOf({ ...difference, node: result([failed]) });
  expect(hop.text).toMatch(
    /: line 1 of commands\.sh, which was to make it, failed with exit code 2 \(Error: no such key\.\)$/,
  );
  expect(hop.cure).toContain('for good, mend line 1 of commands.sh');
});

it('tells lines that did not run, and that there is none', () => {
  const [text = ''] = TEXT.split('\n');
  const ended = { line: 7, why: 'exit' as const, exitCode: 0, output: '' };
  const script = { script: 'commands.sh', failed: [], ended, notRun: [{ line: 9, text }] };
  expect(endOf({ ...difference, node: { script } }).text).toMatch(
    /: line 9 of commands\.sh did not run, for the script ended at line 7$/,
  );
  const without = { own: { ...own, script: null } };
  expect(endOf({ ...difference, router: without }).text).toMatch(/: nothing in its files makes it$/);
});

it('tells what its updown script said when it failed', () => {
  const ikeLog = [
    '2026-11-28T05:00:00Z 09[CHD] <Tunnel1|1> updown: sh: 1: /etc/ipsec.d/up.sh: Permission denied',
  ];
  const router = { own, routing: 'childSa' as const };
  expect(endOf({ ...difference, router, node: { ikeLog } }).text).toMatch(
    /: its updown script, which was to make it, said: sh: 1: \/etc\/ipsec\.d\/up\.sh: Permission denied$/,
  );
});

it('tells it of an answer that comes by that tunnel, too', () => {
  const scene = sceneWith({ ...difference, seen: {}, node: result([]) });
  const answer = visitAt(scene, 'return', 'tunnel-1')!;
  const ends = configuredTunnel(scene.lab, 'tunnel-1')!;
  expect(tunnelLost(answer, ends, 'router', 10)).toMatchObject({
    node: ROUTER,
    code: 'TUNNEL_INTERFACE_DOWN',
  });
});
