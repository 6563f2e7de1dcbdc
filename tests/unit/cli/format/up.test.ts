import { describe, expect, it } from 'vitest';
import { formatStatus } from '../../../../lab/cli/format/status.ts';
import { formatUp } from '../../../../lab/cli/format/up.ts';
import type { UpView } from '../../../../lab/cli/format/up.ts';
import { routeTableViews } from '../../../../lab/cli/lab-view.ts';
import { tunnelViews } from '../../../../lab/cli/tunnel-view.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { endpoints, plain, tunnel1Up, tunnel2Connecting } from '../fixtures.ts';

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
      running: false,
      state: 'exited (137) 3 seconds ago',
    },
  ],
  tunnels: tunnelViews(referenceLab, [tunnel1Up], endpoints).slice(0, 1),
  durationMs: 3000,
  undone: [],
  changes: [],
  initiated: [],
  routeTables: routeTableViews(referenceLab),
  matrix: null,
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
        "Next",
      ]
    `);
  });

  it('says that a lab with a failed check stays up', () => {
    const stays = 'The lab stays up for a look';
    const matrix = { hosts: [], cells: [] };
    const format = (changed: Partial<UpView>): string =>
      formatUp({ ...view, ...changed }, referenceLab, '', plain);
    expect(format({})).not.toContain(stays);
    expect(format({ matrix: { ...matrix, verdict: 'passed' } })).not.toContain(stays);
    expect(format({ matrix: { ...matrix, verdict: 'inconclusive' } })).toContain(stays);
    expect(
      format({ tunnels: tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting], endpoints) }),
    ).toContain(stays);
  });
});

describe('formatStatus', () => {
  it('counts what runs and shows how a node ended', () => {
    const text = formatStatus({ ...view, routeTables: null, faults: null }, plain);
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
      formatStatus({ ...view, routeTables: null, faults }, plain);
    expect(format([fault])).toMatch(/\n\nFaults\n.*\n {2}1 {3}kill-charon tunnel-1 {2}it is dead$/);
    expect(format([])).not.toContain('Faults');
  });
});
