import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../../lab/faults/catalogue.ts';
import type { FaultName } from '../../../../lab/faults/catalogue.ts';
import type { Deed, FaultPlan, PlannedLab } from '../../../../lab/faults/fault.ts';
import { checkParameters } from '../../../../lab/faults/parameters.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { DataplaneName } from '../../../../lab/plan/types.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

function planned(dataplane: DataplaneName, lab: Lab = referenceLab): PlannedLab {
  return { definition: lab, plan: planLab(lab, dataplane) };
}

function planOf(lab: PlannedLab, fault: FaultName, parameters: object): FaultPlan {
  const kind = kindOf(fault);
  return kind.plan(lab, checkParameters(fault, kind.parameters, parameters));
}

const CASES: readonly (readonly [FaultName, object])[] = [
  ['kill-charon', { tunnel: 'tunnel-1' }],
  ['freeze-charon', { tunnel: 'tunnel-1' }],
  ['kill-node', { node: 'onprem-igw' }],
  ['replace-endpoint', { tunnel: 'tunnel-2' }],
  ['reboot-router', { router: 'onprem-router' }],
  ['reboot-router', { router: 'onprem-router', configuration: 'runtime-only' }],
  ['restart-daemon', { router: 'onprem-router' }],
  ['cut-link', { node: 'tgw', neighbour: 'tunnel-1' }],
  ['lose-packets', { node: 'internet', neighbour: 'onprem-igw', percent: '5' }],
  ['netem', { node: 'internet', neighbour: 'onprem-igw', delayMs: '20', jitterMs: 2, lossPercent: 1 }],
  ['netem', { node: 'onprem-server', neighbour: 'onprem-router', rateMbps: '10' }],
  ['block-ike', { customerGateway: 'onprem' }],
  ['block-ike', { customerGateway: 'onprem', port: '4500' }],
  ['block-esp', { customerGateway: 'onprem' }],
  ['block-esp', { customerGateway: 'onprem', tunnel: 'tunnel-1' }],
  ['wrong-psk', { connection: 'Tunnel1' }],
  ['wrong-proposal', { connection: 'Tunnel2' }],
  ['wrong-pfs-group', { connection: 'Tunnel1' }],
  ['wrong-left-id', { connection: 'Tunnel1' }],
  ['change-elastic-ip', { customerGateway: 'onprem' }],
  ['expire-nat', { customerGateway: 'onprem' }],
];

/** A fault as a person reads it. */
function textOf(fault: FaultName, parameters: object, { text, apply, undo }: FaultPlan): string {
  const deeds = (list: readonly Deed[]): string =>
    list
      .map((deed) => `    ${deed.node}: ${'container' in deed ? deed.container : indented(deed.run)}\n`)
      .join('');
  return `${fault} ${JSON.stringify(parameters)}\n  ${text}\n  apply\n${deeds(apply)}  undo\n${deeds(undo)}`;
}

const indented = (command: string): string => command.trimEnd().replaceAll('\n', '\n      ');

describe.each(['userspace', 'kernel'] as const)('on the %s data plane', (dataplane) => {
  const lab = planned(dataplane);

  it('is planned in full', async () => {
    const text = CASES.map(([fault, parameters]) =>
      textOf(fault, parameters, planOf(lab, fault, parameters)),
    ).join('\n');
    await expect(text).toMatchFileSnapshot(`golden/vpn.${dataplane}.txt`);
  });

  it.each(CASES)('%s %j names only nodes of the lab', (fault, parameters) => {
    const { apply, undo } = planOf(lab, fault, parameters);
    expect(apply.length).toBeGreaterThan(0);
    const nodes = lab.plan.nodes.map(({ name }) => name);
    for (const { node } of [...apply, ...undo]) expect(nodes).toContain(node);
  });
});

it.each<[FaultName, object, string]>([
  ['kill-charon', { tunnel: 'tunel-1' }, 'tunnel-1'],
  ['freeze-charon', { tunnel: 'tunnel1' }, 'tunnel-1'],
  ['kill-node', { node: 'onprem-ig' }, 'onprem-igw'],
  ['replace-endpoint', { tunnel: 'tunnel-22' }, 'tunnel-2'],
  ['reboot-router', { router: 'onprem-roter' }, 'onprem-router'],
  ['restart-daemon', { router: 'onprem-roter' }, 'onprem-router'],
  ['cut-link', { node: 'tgww', neighbour: 'tunnel-1' }, 'tgw'],
  ['lose-packets', { node: 'internet', neighbour: 'onprem-gw' }, 'onprem-igw'],
  ['netem', { node: 'internet', neighbour: 'onprem-gw', delayMs: 20 }, 'onprem-igw'],
  ['block-ike', { customerGateway: 'onpren' }, 'onprem'],
  ['block-esp', { customerGateway: 'onpren' }, 'onprem'],
  ['wrong-psk', { connection: 'tunnel1' }, 'Tunnel1'],
  ['wrong-proposal', { connection: 'Tunel1' }, 'Tunnel1'],
  ['wrong-pfs-group', { connection: 'Tunel2' }, 'Tunnel2'],
  ['wrong-left-id', { connection: 'Tunnnel1' }, 'Tunnel1'],
  ['change-elastic-ip', { customerGateway: 'onpren' }, 'onprem'],
  ['expire-nat', { customerGateway: 'onpren' }, 'onprem'],
])('%s %j offers the nearest name, %s', (fault, parameters, nearest) => {
  expect(() => planOf(planned('userspace'), fault, parameters)).toThrow(`did you mean ${nearest}`);
});

it.each<[FaultName, object, string]>([
  ['cut-link', { node: 'tgw', neighbour: 'internet' }, 'has no link to a node of that name'],
  ['lose-packets', { node: 'internet', neighbour: 'onprem-igw', percent: 0 }, '1 to 100'],
  ['netem', { node: 'internet', neighbour: 'onprem-igw' }, 'one or more of delayMs'],
  ['netem', { node: 'internet', neighbour: 'onprem-igw', jitterMs: 2, lossPercent: 1 }, 'without delayMs'],
  ['netem', { node: 'internet', neighbour: 'onprem-igw', lossPercent: 101 }, 'share of the packets'],
  ['block-ike', { customerGateway: 'onprem', port: '501' }, 'UDP port'],
  ['wrong-proposal', { connection: 'Tunnel1', proposal: 'aes256-sha256-modp2048' }, 'tunnel-1 accepts it'],
  ['wrong-proposal', { connection: 'Tunnel1', proposal: "'; reboot" }, 'IKE proposal'],
  ['wrong-pfs-group', { connection: 'Tunnel1', group: 'modp2048' }, 'tunnel-1 accepts it'],
  ['change-elastic-ip', { customerGateway: 'onprem', address: '43.200.198.51' }, 'tunnel-1 has this address'],
  ['change-elastic-ip', { customerGateway: 'onprem', address: 'here' }, 'public address'],
])('%s %j is refused: %s', (fault, parameters, what) => {
  expect(() => planOf(planned('userspace'), fault, parameters)).toThrow(what);
});

it('netem is undone to what the lab file says of the link', () => {
  const lab = changedLab(({ links }) => {
    links.push({
      between: ['onprem-igw', 'internet'],
      delayMs: 5,
      jitterMs: 0,
      lossPercent: 0,
      rateMbps: 0,
    });
  });
  const set = (name: string): string =>
    `tc qdisc del dev ${name} root 2>/dev/null\ntc qdisc replace dev ${name} root netem limit 10000 delay 5ms`;
  const { undo } = planOf(planned('kernel', lab), 'netem', {
    node: 'internet',
    neighbour: 'onprem-igw',
    lossPercent: 50,
  });
  expect(undo).toEqual([
    { node: 'internet', run: set('onprem-igw') },
    { node: 'onprem-igw', run: set('wan') },
  ]);
});

it('never has a pre-shared key in it', () => {
  const secret = 'Secret.of_this.tunnel';
  const lab = changedLab((draft) => {
    for (const tunnel of draft.vpnConnections[0]!.tunnels) tunnel.preSharedKey = secret;
    for (const connection of draft.customerGateways[0]!.router.connections) connection.preSharedKey = secret;
  });
  for (const [fault, parameters] of CASES) {
    expect(JSON.stringify(planOf(planned('userspace', lab), fault, parameters))).not.toContain(secret);
  }
});

describe('what is to initiate', () => {
  const undoOf = (fault: FaultName, parameters: object, startupAction: 'add' | 'start'): string => {
    const lab = changedLab((draft) => {
      for (const connection of draft.customerGateways[0]!.router.connections) connection.auto = 'add';
      for (const { options } of draft.vpnConnections[0]!.tunnels) options.startupAction = startupAction;
    });
    return JSON.stringify(planOf(planned('kernel', lab), fault, parameters).undo);
  };

  it('is nobody where neither end is told to', () => {
    for (const [fault, parameters] of CASES) {
      expect(undoOf(fault, parameters, 'add')).not.toContain('s2s-ike initiate');
    }
  });

  it('is the endpoint where startup action is start and the router only answers', () => {
    expect(undoOf('wrong-psk', { connection: 'Tunnel1' }, 'start')).toContain('s2s-ike initiate tunnel-1');
    expect(undoOf('replace-endpoint', { tunnel: 'tunnel-2' }, 'start')).toContain(
      's2s-ike initiate tunnel-2',
    );
  });
});

it.each(['change-elastic-ip', 'expire-nat'] as const)(
  '%s takes a NAT, and a public address of its own has none',
  (fault) => {
    const lab = changedLab(({ customerGateways: [onprem] }) => {
      Object.assign(onprem!.router, { privateIpAddress: '3.36.6.148', outsideCidrBlock: '3.36.6.144/28' });
    });
    expect(() => planOf(planned('kernel', lab), fault, { customerGateway: 'onprem' })).toThrow(
      'has no NAT in front of it: onprem-router has 3.36.6.148 itself',
    );
  },
);
