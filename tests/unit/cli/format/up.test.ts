import { describe, expect, it } from 'vitest';
import { formatStatus } from '../../../../lab/cli/format/status.ts';
import { formatUp } from '../../../../lab/cli/format/up.ts';
import type { UpView } from '../../../../lab/cli/format/up.ts';
import { routeTableViews } from '../../../../lab/view/route-tables.ts';
import { tunnelViews } from '../../../../lab/view/tunnels.ts';
import type { Failure } from '../../../../lab/lifecycle/verify.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { endpoints, plain, tunnel1Up } from '../fixtures.ts';

const view: UpView = {
  lab: 'reference',
  dataplane: 'userspace',
  timers: 'fast',
  nodes: [
    { name: 'tgw', role: 'transit-gateway', addresses: [], running: true, state: 'running' },
    {
      name: 'onprem-router',
      role: 'onprem-router',
      addresses: ['10.30.12.85', '10.30.128.1'],
      running: true,
      state: 'running',
    },
  ],
  virtualInterfaces: [],
  virtualAddresses: [],
  tunnels: tunnelViews(referenceLab, [tunnel1Up], endpoints).slice(0, 1),
  durationMs: 3000,
  undone: [],
  changes: [],
  initiated: [],
  routeTables: routeTableViews(referenceLab),
  matrix: { hosts: [], cells: [], verdict: 'passed' },
  unprobed: null,
  failures: [],
  explained: true,
  warnings: [],
  labNotes: [],
  notes: [],
};

const deadRouter: UpView['nodes'][number] = {
  ...view.nodes[1]!,
  running: false,
  state: 'exited (137) 3 seconds ago',
};

const failure: Failure = {
  from: 'onprem-router',
  to: 'tunnel-1',
  seen: 'onprem-router has no IKE_SA, no CHILD_SA',
  cause: {
    leg: 'forward',
    node: 'tunnel-1',
    subject: 'tunnel-1 (Tunnel1)',
    verdict: 'wrong',
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: 'pre-shared key mismatch',
    evidence: 'log of tunnel-1',
    cure: 'give both ends one key',
    repair: null,
  },
};

describe('formatUp', () => {
  it('has every part under its heading', () => {
    const text = formatUp(view, referenceLab, '', plain);
    expect(text.split('\n').filter((line) => /^\S/.test(line))).toMatchInlineSnapshot(`
      [
        "Lab reference is up already; nothing changed.",
        "Data plane: userspace. Timers: compressed ('fast').",
        "Nodes",
        "Tunnels of VPN connection vpn, as onprem-router and AWS see them",
        "Transit Gateway route tables",
        "Reachability: all 0 pairs as the lab file has them, 0 yes and 0 no (with the node that drops)",
        "Next",
      ]
    `);
  });

  const format = (changed: Partial<UpView>): string =>
    formatUp({ ...view, ...changed }, referenceLab, '', plain);

  it('says that a lab of which something is not as expected stays up', () => {
    const stays = 'The lab stays up for a look';
    const matrix = { hosts: [], cells: [] };
    expect(format({})).not.toContain(stays);
    expect(format({ matrix: { ...matrix, verdict: 'inconclusive' } })).toContain(stays);
    expect(format({ failures: [failure] })).toContain(stays);
    expect(format({ nodes: [deadRouter] })).toContain(stays);
    const unprobed = format({ matrix: null, unprobed: 'the node does not run' });
    expect(unprobed).toContain('the hosts could not be probed: the node does not run');
    expect(unprobed).toContain(stays);
  });

  it('tells of each failure its cause, where that is, and its cure', () => {
    expect(format({ failures: [failure, { ...failure, cause: null }] })).toContain(
      [
        'Not as the lab file says',
        '  onprem-router -> tunnel-1: onprem-router has no IKE_SA, no CHILD_SA',
        '    cause  TUNNEL_DOWN_AUTHENTICATION_FAILED: pre-shared key mismatch',
        '    where  tunnel-1: log of tunnel-1',
        '    cure   give both ends one key',
        '  onprem-router -> tunnel-1: onprem-router has no IKE_SA, no CHILD_SA',
        '    cause  none found',
      ].join('\n'),
    );
  });

  it('shows what the files say that one may not expect', () => {
    const warning: UpView['warnings'][number] = {
      tunnel: 'tunnel-1',
      router: 'onprem-router',
      connection: 'Tunnel1',
      code: 'TUNNEL_DOWN_ID_MISMATCH',
      when: 'initiation',
      text: 'they cannot agree',
      hint: 'change one',
    };
    const same = { ...warning, tunnel: 'tunnel-2', connection: 'Tunnel2' };
    const note = { file: 'ipsec.conf', line: 3, text: 'charondebug=all', why: 'the lab logs as it does' };
    const labNote = { subject: 'att-b', text: 'propagates nothing', hint: 'another block' };
    const text = format({ warnings: [warning, same], labNotes: [labNote], notes: [note] });
    expect(text).toContain('Notes on the lab\n  att-b: propagates nothing\n    hint: another block\n');
    expect(text).toContain(
      'Warnings\n  Tunnel1 (tunnel-1): they cannot agree\n    hint: change one\n    the same for Tunnel2 (tunnel-2)\n',
    );
    expect(text).toContain('Notes on ipsec.conf\n  line 3: charondebug=all\n    the lab logs as it does\n');
  });
});

describe('formatStatus', () => {
  it('counts what runs and shows how a node ended', () => {
    const nodes = [view.nodes[0]!, deadRouter];
    const text = formatStatus({ ...view, nodes, routeTables: null, vpnGateways: [], faults: null }, plain);
    expect(text.split('\n').slice(0, 7)).toMatchInlineSnapshot(`
      [
        "Lab reference: 1 of 2 nodes running, 1 of 1 tunnels up.",
        "Data plane: userspace. Timers: compressed ('fast').",
        "",
        "Nodes",
        "  NAME           ROLE             ADDRESSES                 STATE",
        "  tgw            transit gateway                            running",
        "  onprem-router  onprem router    10.30.12.85, 10.30.128.1  exited (137) 3 seconds ago",
      ]
    `);
  });

  it('shows the faults of the lab, and no heading if it has none', () => {
    const command = 'kill-charon tunnel-1';
    const fault = { id: 1, fault: 'kill-charon', parameters: {}, text: 'it is dead', command } as const;
    const format = (faults: readonly (typeof fault)[]): string =>
      formatStatus({ ...view, routeTables: null, vpnGateways: [], faults }, plain);
    expect(format([fault])).toMatch(/\n\nFaults\n.*\n {2}1 {3}kill-charon tunnel-1 {2}it is dead$/);
    expect(format([])).not.toContain('Faults');
  });
});
