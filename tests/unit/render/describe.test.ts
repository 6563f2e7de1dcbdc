import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../../lab/import/import-files.ts';
import { renderDescribe } from '../../../lab/render/describe.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-describe-'));
afterAll(() => rmSync(folder, { recursive: true }));

function imported(lab: Lab): Lab {
  const file = join(folder, 'lab.json');
  writeFileSync(file, renderDescribe(lab));
  return importFiles([file], lab.name).lab;
}

/** Labs with what AWS's side can have. */
const LABS = [
  'scenarios/reference/lab.yaml',
  'scenarios/bgp/bgp-failover/lab.yaml',
  'scenarios/gateways/vgw-propagation/lab.yaml',
  'scenarios/gateways/inspection-vpc/lab.yaml',
  'scenarios/gateways/shared-services/lab.yaml',
  'scenarios/gateways/bastion/lab.yaml',
  'scenarios/filters/network-acl/lab.yaml',
  'scenarios/misconfiguration/blackhole-route/lab.yaml',
  'tests/fixtures/labs/internet.yaml',
  'tests/fixtures/labs/transit.yaml',
];

describe('what is rendered as aws ec2 describe-* prints it, and imported again', () => {
  it.each(LABS)('has the gateways and VPN connections of %s', (file) => {
    const lab = { ...loadLab(file), name: 'rendered' };
    const again = imported(lab);
    const sorted = ({ gateways }: Lab): unknown =>
      gateways.toSorted((one, other) => one.name.localeCompare(other.name));
    expect(sorted(again)).toEqual(sorted(lab));
    const withoutKeys = ({ vpnConnections }: Lab): unknown =>
      vpnConnections.map((vpn) => ({
        ...vpn,
        tunnels: vpn.tunnels.map((tunnel) => ({ ...tunnel, preSharedKey: null })),
      }));
    expect(withoutKeys(again)).toEqual(withoutKeys(lab));
  });

  it.each(LABS)('is the same lab once the site of %s is filled in', (file) => {
    const lab = imported({ ...loadLab(file), name: 'rendered' });
    expect(imported(lab)).toEqual(lab);
  });
});
