import { describe, expect, it } from 'vitest';
import { associatedTable, effectiveRoutes, vpcPrefixes } from '../../../lab/aws/transit-gateway.ts';
import { UsageError } from '../../../lab/errors.ts';
import { transitGateways } from '../../../lab/topology/objects/gateways.ts';
import type { Lab, TransitGateway } from '../../../lab/topology/types.ts';
import { changedLab, referenceGateway, referenceLab } from '../fixtures/reference-lab.ts';

/** The reference lab with other contents in tgw-rt-vpn. */
function withVpnTable(table: {
  routes?: { destinationCidrBlock: string; attachment: string | null }[];
  propagations?: string[];
}) {
  return changedLab((lab) => {
    const vpnTable = lab.gateways[0].routeTables[2]!;
    vpnTable.routes = table.routes ?? [];
    vpnTable.propagations = table.propagations ?? [];
  });
}

const propagatedFromA = {
  destinationCidrBlock: '10.10.0.0/16',
  type: 'propagated',
  state: 'active',
  attachment: 'att-vpc-a',
  resourceType: 'vpc',
  resource: 'vpc-a',
};

const gatewayOf = (lab: Lab): TransitGateway => transitGateways(lab)[0]!;

describe('effectiveRoutes', () => {
  it('shows static routes with their attachment and resource', () => {
    expect(effectiveRoutes(referenceLab, referenceGateway, 'tgw-rt-a')).toEqual([
      {
        destinationCidrBlock: '10.30.0.0/16',
        type: 'static',
        state: 'active',
        attachment: 'att-vpn',
        resourceType: 'vpn',
        resource: 'vpn',
      },
    ]);
  });

  it('shows a blackhole route without an attachment', () => {
    const lab = withVpnTable({ routes: [{ destinationCidrBlock: '10.99.0.0/16', attachment: null }] });
    expect(effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn')).toEqual([
      {
        destinationCidrBlock: '10.99.0.0/16',
        type: 'static',
        state: 'blackhole',
        attachment: null,
        resourceType: null,
        resource: null,
      },
    ]);
  });

  it('has a route to each block of a prefix list, behind static ones and before those propagated', () => {
    const lab: Lab = {
      ...changedLab(({ gateways: [tgw] }) => {
        Object.assign(tgw.routeTables[2]!, {
          routes: [{ destinationCidrBlock: '10.20.0.0/16', attachment: 'att-vpc-b' }],
          prefixListReferences: [
            { prefixListId: 'sites', attachment: 'att-vpn' },
            { prefixListId: 'closed', attachment: null },
          ],
          propagations: ['att-vpc-a'],
        });
      }),
      prefixLists: [
        { name: 'sites', maxEntries: 5, entries: ['10.10.0.0/16', '10.20.0.0/16', '10.40.0.0/16'] },
        { name: 'closed', maxEntries: 5, entries: ['10.99.0.0/16'] },
      ],
    };
    const routes = effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn');
    expect(
      routes.map(({ destinationCidrBlock, attachment, type, prefixListId }) =>
        [destinationCidrBlock, attachment ?? 'blackhole', type, prefixListId ?? ''].join(' ').trimEnd(),
      ),
    ).toEqual([
      '10.20.0.0/16 att-vpc-b static',
      '10.10.0.0/16 att-vpn static sites',
      '10.40.0.0/16 att-vpn static sites',
      '10.99.0.0/16 blackhole static closed',
    ]);
  });

  it('propagates the CIDR block of a VPC, and nothing of a static VPN connection', () => {
    const lab = withVpnTable({ propagations: ['att-vpn', 'att-vpc-a'] });
    expect(effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn')).toEqual([propagatedFromA]);
  });

  it('propagates nothing of a VPN connection even if a VPC has the same name', () => {
    const lab = changedLab((draft) => {
      draft.vpnConnections[0]!.name = 'vpc-a';
      draft.gateways[0].attachments[2]!.resource = 'vpc-a';
      draft.gateways[0].attachments.reverse();
      draft.gateways[0].routeTables[0]!.propagations = ['att-vpn'];
    });
    expect(effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-a')).toMatchObject([{ type: 'static' }]);
  });

  it.each(['att-vpn', null])('hides a propagated route behind a static one to %s', (attachment) => {
    const lab = withVpnTable({
      routes: [{ destinationCidrBlock: '10.10.0.0/16', attachment }],
      propagations: ['att-vpc-a'],
    });
    const routes = effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn');
    expect(routes).toMatchObject([{ type: 'static', attachment }]);
  });

  it('keeps a propagated route beside a more specific static one', () => {
    const lab = withVpnTable({
      routes: [{ destinationCidrBlock: '10.10.1.0/24', attachment: null }],
      propagations: ['att-vpc-a'],
    });
    expect(effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn')).toMatchObject([
      { state: 'blackhole' },
      propagatedFromA,
    ]);
  });

  it.each(['10.10.0.0/16', '10.10.128.0/17', '10.0.0.0/8'])(
    'does not propagate a VPC whose block %s overlaps with that of a VPC attached before',
    (cidrBlock) => {
      const lab = changedLab((draft) => {
        draft.vpcs[1]!.cidrBlocks = [cidrBlock];
        draft.gateways[0].routeTables[2]!.routes = [];
        draft.gateways[0].routeTables[2]!.propagations = ['att-vpc-b', 'att-vpc-a'];
      });
      expect(effectiveRoutes(lab, gatewayOf(lab), 'tgw-rt-vpn')).toEqual([propagatedFromA]);
    },
  );

  it('refuses a table that is not there', () => {
    expect(() => effectiveRoutes(referenceLab, referenceGateway, 'tgw-rt-c')).toThrow(UsageError);
  });
});

describe('associatedTable', () => {
  it('is the table that lists the attachment', () => {
    expect(associatedTable(referenceGateway, 'att-vpn')?.name).toBe('tgw-rt-vpn');
  });

  it('is null without an association', () => {
    const lab = changedLab((draft) => (draft.gateways[0].routeTables[0]!.associations = []));
    expect(associatedTable(gatewayOf(lab), 'att-vpc-a')).toBeNull();
  });
});

it('works the routes of a table out once for a lab, however many pairs of hosts are predicted, and anew for another', () => {
  const first = effectiveRoutes(referenceLab, referenceGateway, 'tgw-rt-vpn');
  expect(effectiveRoutes(referenceLab, referenceGateway, 'tgw-rt-vpn')).toBe(first);
  const other = changedLab((lab) => {
    lab.gateways[0].routeTables[2]!.routes.pop();
  });
  expect(effectiveRoutes(other, gatewayOf(other), 'tgw-rt-vpn')).toHaveLength(first.length - 1);
  const { attachments } = referenceGateway;
  const blocks = vpcPrefixes(referenceLab, attachments, attachments[0]!);
  expect(blocks).toEqual(['10.10.0.0/16']);
  expect(vpcPrefixes(referenceLab, attachments, attachments[0]!)).toBe(blocks);
});
