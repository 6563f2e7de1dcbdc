import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { labNotes } from '../../../lab/aws/lab-notes.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { directConnectLab } from '../fixtures/direct-connect-lab.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

const file = fileURLToPath(new URL('../../fixtures/labs/equal-vpcs.yaml', import.meta.url));

describe('labNotes', () => {
  it('names the attachment whose VPC has the CIDR block of one attached before', () => {
    expect(labNotes(loadLab(file))).toEqual([
      {
        subject: 'att-b',
        text: 'the CIDR block of vpc-b overlaps with that of vpc-a, which att-a attached before, so att-b propagates nothing into tgw-rt',
        hint: 'give vpc-b a CIDR block of its own; a static route to att-b takes what it matches away from vpc-a',
      },
    ]);
  });

  it('names the tunnels of an accelerated connection that the router rekeys too late', () => {
    const lab = changedLab(({ vpnConnections: [vpn] }) => {
      vpn!.enableAcceleration = true;
      vpn!.tunnels[0].options.phase2LifetimeSeconds = 900;
    });
    expect(labNotes(lab)).toMatchObject([
      { subject: 'tunnel-1', hint: 'give Tunnel1 a lifetime below 900 s' },
    ]);
  });

  it('names the Direct Connect attachment without allowed prefixes', () => {
    const lab = directConnectLab(({ gateways: [tgw] }) => {
      tgw.attachments.at(-1)!.allowedPrefixes = [];
    });
    expect(labNotes(lab).map(({ text }) => text)).toEqual([
      'att-dx has no allowed prefixes, so dxgw announces nothing to its sites',
    ]);
    expect(labNotes(directConnectLab())).toEqual([]);
  });

  it('names the public NAT gateway in a private subnet', () => {
    const lab = loadLab('tests/fixtures/labs/internet.yaml');
    expect(labNotes(lab)).toEqual([]);
    const [vpc, ...others] = lab.vpcs;
    const natGateways = vpc!.natGateways.map((nat) => ({ ...nat, subnet: 'private' }));
    expect(labNotes({ ...lab, vpcs: [{ ...vpc!, natGateways }, ...others] })).toEqual([
      {
        subject: 'nat',
        text: 'nat is a public NAT gateway in private, a private subnet: private has no route to an Internet gateway, so nothing gets out by nat (AWS VPC user guide, NAT gateways)',
        hint: 'put it into a public subnet, e.g. public, or give private a route to 0.0.0.0/0 with the target internetGateway',
      },
    ]);
  });

  it('says nothing where nothing is propagated', () => {
    expect(labNotes(referenceLab)).toEqual([]);
    const overlapping = changedLab((lab) => (lab.vpcs[1]!.cidrBlocks = lab.vpcs[0]!.cidrBlocks));
    expect(labNotes(overlapping)).toEqual([]);
  });
});
