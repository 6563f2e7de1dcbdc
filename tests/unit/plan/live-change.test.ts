import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandChanges, isLiveChange, liveCommands, nodesMadeAnew } from '../../../lab/plan/live-change.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { DataplaneName, NodePlan } from '../../../lab/plan/types.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

const nodesOf = (lab: Lab, plane: DataplaneName): readonly NodePlan[] => planLab(lab, plane).nodes;

/** The nodes that a change of the lab file changes, each with whether it can go on running. */
function changes(before: Lab, after: Lab, plane: DataplaneName = 'userspace'): Record<string, boolean> {
  const old = new Map(nodesOf(before, plane).map((node) => [node.name, node]));
  return Object.fromEntries(
    nodesOf(after, plane).flatMap((node) => {
      const was = old.get(node.name);
      if (was === undefined || isDeepStrictEqual(was, node)) return [];
      return [[node.name, isLiveChange(was, node)]];
    }),
  );
}

/** A third VPC, with its attachment and route table, and the routes to it. */
const withVpcC = changedLab((lab) => {
  const [vpcA] = structuredClone(lab.vpcs) as [(typeof lab.vpcs)[0]];
  const renamed = JSON.stringify({ ...vpcA, name: 'vpc-c' })
    .replaceAll('10.10.', '10.40.')
    .replaceAll('vpc-a', 'vpc-c');
  lab.vpcs.push(JSON.parse(renamed) as typeof vpcA);
  const { attachments, routeTables } = lab.gateways[0];
  attachments.push({ name: 'att-vpc-c', resourceType: 'vpc', resource: 'vpc-c', subnets: [] });
  routeTables[2]!.routes.push({ destinationCidrBlock: '10.40.0.0/16', attachment: 'att-vpc-c' });
  const routes = [{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn' }];
  routeTables.push({
    name: 'tgw-rt-c',
    associations: ['att-vpc-c'],
    propagations: [],
    routes,
    prefixListReferences: [],
  });
  const { router } = lab.customerGateways[0]!;
  router.routes.push({ destinationCidrBlock: '10.40.0.0/16', connection: 'Tunnel1', metric: 100 });
});

it('a new route table is there before an attachment that is associated with it', () => {
  const changed = changedLab((lab) => {
    const { routeTables } = lab.gateways[0];
    routeTables.push({ ...structuredClone(routeTables[0]!), name: 'tgw-rt-new' });
    routeTables[0]!.associations = [];
  });
  const tgw = (lab: Lab): NodePlan => nodesOf(lab, 'kernel').find(({ name }) => name === 'tgw')!;
  const commands = commandChanges(tgw(referenceLab), tgw(changed)).flatMap(liveCommands);
  const at = (words: string): number => commands.findIndex((line) => line.includes(words));
  expect(at('link add tgw-rt-new')).toBeGreaterThanOrEqual(0);
  expect(at('link add tgw-rt-new')).toBeLessThan(at('master tgw-rt-new'));
});

describe.each(['userspace', 'kernel'] as const)('on the %s data plane', (plane) => {
  it('a third VPC changes the running Transit Gateway and router, and no other node', () => {
    expect(changes(referenceLab, withVpcC, plane)).toEqual({ tgw: true, 'onprem-router': true });
  });

  it('a VPC that leaves takes a new Transit Gateway', () => {
    expect(changes(withVpcC, referenceLab, plane)).toEqual({ tgw: false, 'onprem-router': true });
  });

  it('another association changes the running Transit Gateway', () => {
    const moved = changedLab(({ gateways: [{ routeTables }] }) => {
      routeTables[2]!.associations = [];
      routeTables[0]!.associations.push('att-vpn');
    });
    expect(changes(referenceLab, moved, plane)).toEqual({ tgw: true });
  });
});

it('what is made anew on the way to another plan are the nodes that cannot change while they run, and new ones', () => {
  const plans = [referenceLab, withVpcC].map((lab) => planLab(lab, 'userspace'));
  expect(nodesMadeAnew(plans[0]!, plans[0]!)).toEqual([]);
  expect(nodesMadeAnew(plans[0]!, plans[1]!)).toEqual(['vpc-c', 'vpc-c-host']);
  expect(nodesMadeAnew(plans[1]!, plans[0]!)).toEqual(['tgw']);
});

it('a link that gets another delay takes new nodes at both ends, and no others', () => {
  const delayed = (delayMs: number): Lab =>
    changedLab((lab) => {
      lab.links = [
        { between: ['onprem-igw', 'internet'], delayMs, jitterMs: 0, lossPercent: 0, rateMbps: 0 },
      ];
    });
  const both = { internet: false, 'onprem-igw': false };
  expect(changes(referenceLab, delayed(20))).toEqual(both);
  expect(changes(delayed(20), delayed(40))).toEqual(both);
  expect(changes(delayed(20), referenceLab)).toEqual(both);
});

it('a security group and a network ACL change the running router of their VPC', () => {
  const changed = changedLab((lab) => {
    lab.vpcs[0]!.securityGroups[0]!.ingress = [];
    lab.vpcs[1]!.networkAcls = [{ name: 'acl', associations: ['vpc-b-private-1'], entries: [] }];
  });
  expect(changes(referenceLab, changed)).toEqual({ 'vpc-a': true, 'vpc-b': true });
});

it('a proposal or a timer takes new nodes', () => {
  const changed = changedLab((lab) => {
    lab.customerGateways[0]!.router.connections[0]!.espProposals = ['aes256-sha256-modp2048'];
    lab.vpnConnections[0]!.tunnels[0].options.dpdTimeoutSeconds = 60;
  });
  expect(changes(referenceLab, changed)).toEqual({
    'tunnel-1': false,
    'onprem-router': false,
  });
});

it('another pre-shared key takes a new node, although no file of the plan has it', () => {
  const changed = changedLab((lab) => {
    lab.vpnConnections[0]!.tunnels[0].preSharedKey = 'another.key.of.ours';
  });
  const [before] = nodesOf(referenceLab, 'userspace') as [NodePlan];
  const [after] = nodesOf(changed, 'userspace') as [NodePlan];
  expect(isLiveChange(before, after)).toBe(false);
});

it('what belongs to a link that is not there yet is left to the node', () => {
  const tgw = (lab: Lab): NodePlan => nodesOf(lab, 'userspace').find(({ name }) => name === 'tgw')!;
  const commands = commandChanges(tgw(referenceLab), tgw(withVpcC)).flatMap(liveCommands);
  const route = '10.40.0.0/16 via 100.64.1.2 dev att-vpc-c onlink table 103';
  const at = commands.indexOf(`  ip route replace ${route}`);
  expect(commands[at - 1]).toMatch(/^(?:if is_up att-vpc-c; then \(| {2}ip )/);
  expect(commands).toContain('ip rule add pref 1000 iif att-vpc-c lookup 104');
});

/** The router has another inside address, and so the host behind it another default route. */
const moved = changedLab((lab) => {
  const [lan] = lab.customerGateways[0]!.router.insideSubnets;
  lan!.ipAddress = lan!.defaultGateway = '10.30.128.2';
});

/** What the running host does for that. */
const movedCommands = (): string[] => {
  const host = (lab: Lab): NodePlan =>
    nodesOf(lab, 'userspace').find(({ name }) => name === 'onprem-server')!;
  return commandChanges(host(referenceLab), host(moved)).flatMap(liveCommands);
};

it("a router's other inside address takes a new router, and changes the route of the running hosts behind it", () => {
  expect(changes(referenceLab, moved)).toEqual({ 'onprem-router': false, 'onprem-server': true });
  expect(movedCommands()).toEqual([
    expect.stringContaining('is_up() {'),
    'if is_up eth0; then (',
    '  ip route replace default via 10.30.128.2',
    ') & wait $! || if is_up eth0; then exit 1; fi; fi',
  ]);
});

it.each([
  ['fails where its interface is up', 'echo eth0', 1],
  ['is left to the node where its interface has gone just then', ':', 0],
])('a command that the kernel refuses %s', (_, seenLater, exitCode) => {
  // The interface is there at first; then the command fails.
  const ip = `tried=$(mktemp); ip() { case $* in *route*) echo >$tried; return 2 ;; esac; if [ -s $tried ]; then ${seenLater}; else echo eth0; fi; }`;
  const { status } = spawnSync('sh', ['-ec', [ip, ...movedCommands(), 'rm $tried'].join('\n')]);
  expect(status).toBe(exitCode);
});

it('a route that lives with a CHILD_SA leaves a running router', () => {
  const childSa = changedLab((lab) => {
    lab.customerGateways[0]!.router.routing = 'childSa';
  });
  const without = changedLab((lab) => {
    lab.customerGateways[0]!.router.routing = 'childSa';
    lab.customerGateways[0]!.router.routes.pop();
  });
  expect(changes(childSa, without)).toEqual({ 'onprem-router': true });
  expect(changes(without, childSa)).toEqual({ 'onprem-router': true });
});
