import { expect, it } from 'vitest';
import { hopsAtRouter } from '../../../../lab/diagnosis/hops/onprem-router.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { sceneOf } from '../../../../lab/diagnosis/diagnose.ts';
import { visitAt } from '../../../../lab/diagnosis/walk.ts';
import { twoRoutersLab } from '../../fixtures/two-routers-lab.ts';
import { diagnosed, visit } from '../recorded.ts';
import { observedAtLan } from '../two-routers.ts';

const [gateway] = referenceLab.customerGateways;

it('tells the route into the tunnel, and back to a host behind the bridge', () => {
  const textOf = (leg: 'forward' | 'return') =>
    hopsAtRouter(visit('answered', leg, 'onprem-router'), gateway!).map(({ text }) => text);
  expect(textOf('forward')).toEqual(['the route to 10.10.0.0/16 leads to Tunnel1']);
  expect(textOf('return')).toEqual(['the route to 10.30.128.0/20 leads to eth1']);
});

it('names the rule that leads a packet away, with a command that takes it back', () => {
  const { cause } = diagnosed('policy-rule');
  expect(cause!.evidence).toMatch(
    /^ip rule \d+: from 10\.30\.128\.0\/20 lookup 100; .*default via 10\.30\.0\.1/,
  );
  expect(cause!.repair!.command).toMatch(/^ip rule del pref \d+$/);
});

it('names the missing route with the one to add, and the rule of a packet filter with its handle', () => {
  expect(diagnosed('no-router-route').cause!.repair!.command).toBe(
    'ip route add 10.10.141.106/32 dev Tunnel1 metric 100 src 10.30.12.85',
  );
  expect(diagnosed('filtered-at-router').cause!.repair!.command).toMatch(
    /^nft delete rule ip filter FORWARD handle \d+$/,
  );
});

it('knows the inside addresses of a tunnel as reached by its own interface', () => {
  const hops = hopsAtRouter(visit('inside-address', 'forward', 'onprem-router'), gateway!);
  expect(hops.map(({ text }) => text)).toEqual(['the route to 169.254.123.168/30 leads to Tunnel2']);
});

it('names what is wrong with the LAN of a host whose answer took the default route for it', () => {
  const lab = twoRoutersLab();
  const observation = observedAtLan({}, {});
  const down = { down: 'Exited (137)', kernel: null, daemons: {}, ikeLog: [] };
  const passage = { packet: '', leaving: '', in: 'Tunnel1', out: 'eth0', fate: 'left', drop: null } as const;
  const [router, from, to] = ['onprem-router', 'vpc-a-host', 'onprem-server'];
  const scene = sceneOf(lab, {
    ...{ from, to, options: {}, ikeMessages: {} },
    observation: { ...observation, nodes: { ...observation.nodes, 'onprem-lan': down } },
    trace: {
      ...{ sent: 1, received: 0, rttMs: null, tcpPort: null, output: '', esp: {} },
      packets: { forward: { [router]: { ...passage, accepts: [] } }, return: {} },
    },
  });
  expect(hopsAtRouter(visitAt(scene, 'forward', router)!, lab.customerGateways[0]!)).toMatchObject([
    { verdict: 'wrong', code: 'NODE_NOT_RUNNING', node: 'onprem-lan' },
  ]);
});
