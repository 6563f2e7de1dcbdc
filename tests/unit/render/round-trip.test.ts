import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { espProposals, ikeProposals } from '../../../lab/aws/proposals.ts';
import { objectsOfDownload } from '../../../lab/import/download.ts';
import type { Download } from '../../../lab/import/download.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { labFileOf } from '../../../lab/import/lab-file/lab-file.ts';
import { labFileText } from '../../../lab/import/lab-file-text.ts';
import { mergeObjects } from '../../../lab/import/merge.ts';
import { DOWNLOADS } from '../../../lab/render/downloads.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../../../lab/topology/objects/vpn-connection/tunnel-options.ts';
import type { Lab } from '../../../lab/topology/types.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-render-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The lab that is imported of what a lab renders in some forms. */
function imported(lab: Lab, ...forms: readonly string[]): Lab {
  const files = forms.map((form) => {
    const file = join(folder, `${form}.txt`);
    writeFileSync(file, DOWNLOADS[form]!(lab));
    return file;
  });
  return importFiles(files, lab.name).lab;
}

const id = (prefix: string, number: number): string => `${prefix}-${String(number).padEnd(16, '0')}`;

/** A VPN connection of a number that no other has, and so addresses that no other has. */
const connection = fc.record({
  isBgp: fc.boolean(),
  hasVpnGateway: fc.boolean(),
  asn: fc.integer({ min: 64513, max: 64999 }),
  amazonSideAsn: fc.integer({ min: 65100, max: 65534 }),
  isSwapped: fc.boolean(),
  ike: fc.constantFrom(...ikeProposals(TUNNEL_OPTION_DEFAULTS).filter((each) => !each.includes('gcm'))),
  esp: fc.constantFrom(...espProposals(TUNNEL_OPTION_DEFAULTS)),
  phase1: fc.integer({ min: 3601, max: 28800 }),
  phase2: fc.integer({ min: 900, max: 3600 }),
});
type Drawn = typeof connection extends fc.Arbitrary<infer Value> ? Value : never;

function download(drawn: Drawn, number: number): Download {
  const { isBgp, hasVpnGateway, asn, amazonSideAsn, isSwapped, ike, esp, phase1, phase2 } = drawn;
  const tunnels = [1, 2].map((each) => ({
    OutsideIpAddress: `35.1.${number}.${each}`,
    TunnelInsideCidr: `169.254.${10 + number}.${each * 4}/30`,
    Phase1LifetimeSeconds: phase1,
    Phase2LifetimeSeconds: phase2,
  }));
  const options = isSwapped ? tunnels.toReversed() : tunnels;
  return {
    file: 'drawn',
    VpnConnectionId: id('vpn', number),
    CustomerGatewayId: id('cgw', number),
    ...(hasVpnGateway && { VpnGatewayId: id('vgw', number) }),
    IpAddress: `52.1.${number}.100`,
    ...(isBgp && { BgpAsn: String(asn), AmazonSideAsn: hasVpnGateway ? amazonSideAsn : 64512 }),
    Options: { StaticRoutesOnly: !isBgp, TunnelOptions: options },
    Tunnels: options.map(({ OutsideIpAddress }) => ({
      OutsideIpAddress,
      IkeProposals: [ike],
      EspProposals: [esp],
      IkeLifetimeSeconds: phase1,
      LifetimeSeconds: phase2,
    })),
    lines: new Map(),
  };
}

/** A lab with some VPN connections, whose other side is filled in. */
const labOf = (all: readonly Drawn[]): Lab => {
  const { objects } = mergeObjects(all.map((drawn, index) => objectsOfDownload(download(drawn, index + 1))));
  return labFileText(labFileOf(objects, 'drawn'), [], []).lab;
};
const labs = fc.array(connection, { minLength: 1, maxLength: 3 }).map(labOf);

describe('what is rendered and imported again', () => {
  it.each([[['xml']], [['text']], [['xml', 'text']]])('is the same lab by %j', (forms) => {
    fc.assert(
      fc.property(labs, (lab) => {
        expect(imported(lab, ...forms)).toEqual(lab);
      }),
      { numRuns: 25 },
    );
  });

  it.each(['strongswan', 'strongswan-updown', 'libreswan', 'swanctl'])(
    'has the same connections by %s',
    (form) => {
      const connectionsOf = (lab: Lab): unknown =>
        lab.customerGateways
          .flatMap(({ router }) => router.connections)
          .map(
            ({
              right,
              keyExchange,
              ikeProposals: ike,
              espProposals: esp,
              ikeLifetimeSeconds,
              lifetimeSeconds,
            }) => [
              right,
              keyExchange,
              ike,
              esp,
              form === 'swanctl' ? null : [ikeLifetimeSeconds, lifetimeSeconds],
            ],
          );
      fc.assert(
        fc.property(labs, (lab) => {
          expect(connectionsOf(imported(lab, form))).toEqual(connectionsOf(lab));
        }),
        { numRuns: 25 },
      );
    },
  );

  it('has the addresses of tunnels, the identity and what is routed there by AWS’s updown script', () => {
    const lab = loadLab('scenarios/reference/lab.yaml');
    const again = imported(lab, 'strongswan-updown');
    const tunnelsOf = (each: Lab): unknown =>
      each.vpnConnections.flatMap(({ tunnels }) =>
        tunnels.map((tunnel) => [tunnel.outsideIpAddress, tunnel.tunnelInsideCidr]),
      );
    expect(tunnelsOf(again)).toEqual(tunnelsOf(lab));
    expect(again.customerGateways[0]!.ipAddress).toBe('3.36.6.148');
    expect(again.vpcs.map(({ cidrBlocks }) => cidrBlocks)).toEqual([['10.10.0.0/16'], ['10.20.0.0/16']]);
  });

  it.each(['frr', 'bird'])('speaks BGP with the same ASNs by %s', (form) => {
    const lab = loadLab('scenarios/bgp/bgp-failover/lab.yaml');
    const again = imported(lab, 'strongswan-updown', form);
    expect(again.vpnConnections[0]!.staticRoutesOnly).toBe(false);
    expect(again.customerGateways[0]!.bgpAsn).toBe(lab.customerGateways[0]!.bgpAsn);
  });

  it('holds no key', () => {
    const lab = loadLab('docs/every-key/lab.yaml');
    for (const render of Object.values(DOWNLOADS)) expect(render(lab)).not.toContain('not.a.secret');
  });
});
