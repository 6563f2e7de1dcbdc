import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatProblem } from '../../../lab/errors.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import type { Imported } from '../../../lab/import/import-files.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-oddities-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What files make, by their names. */
function imported(files: Readonly<Record<string, string>>): Imported {
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  return importFiles(paths, 'odd');
}

const tunnelsOf = ({ lab }: Imported): unknown =>
  lab.vpnConnections.flatMap(({ tunnels }) =>
    tunnels.map((tunnel) => [tunnel.outsideIpAddress, tunnel.tunnelInsideCidr]),
  );
const notesOf = ({ notes }: Imported): string => notes.map(formatProblem).join('\n');

const TUNNELS = [
  { OutsideIpAddress: '203.0.113.1', TunnelInsideCidr: '169.254.20.0/30', PreSharedKey: 'not.a.secret.1' },
  { OutsideIpAddress: '203.0.113.2', TunnelInsideCidr: '169.254.21.0/30', PreSharedKey: 'not.a.secret.2' },
];
const SAME = TUNNELS.map((each) => [each.OutsideIpAddress, each.TunnelInsideCidr]);

const side = (name: string, outside: string, inside: string): string =>
  `<${name}><tunnel_outside_address><ip_address>${outside}</ip_address></tunnel_outside_address>
  <tunnel_inside_address><ip_address>${inside}</ip_address><network_cidr>30</network_cidr></tunnel_inside_address></${name}>`;
/** CustomerGatewayConfiguration of a connection with these tunnels. */
const xml = (tunnels: readonly (typeof TUNNELS)[number][] = TUNNELS, id = 'vpn-0a'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<vpn_connection id="${id}">
  <customer_gateway_id>cgw-0a</customer_gateway_id><vpn_gateway_id/>
  ${tunnels
    .map(({ OutsideIpAddress, TunnelInsideCidr, PreSharedKey }) => {
      const inside = (last: number): string => TunnelInsideCidr.replace(/\d+\/30/, String(last));
      return `<ipsec_tunnel>${side('customer_gateway', '198.51.100.1', inside(2))}
      ${side('vpn_gateway', OutsideIpAddress, inside(1))}
      <ike><pre_shared_key>${PreSharedKey}</pre_shared_key></ike></ipsec_tunnel>`;
    })
    .join('\n')}
</vpn_connection>
`;

const connection = (more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    VpnConnections: [{ VpnConnectionId: 'vpn-0a', CustomerGatewayId: 'cgw-0a', State: 'available', ...more }],
  });
const options = (tunnels: readonly unknown[]): Readonly<Record<string, unknown>> => ({
  Options: { StaticRoutesOnly: true, TunnelOptions: tunnels },
});

describe('files as they are found', () => {
  it.each<[what: string, files: Readonly<Record<string, string>>]>([
    [
      'lines end with CR and LF, and the file begins with a byte order mark',
      { 'a.xml': `\uFEFF${xml()}`.replaceAll('\n', '\r\n') },
    ],
    [
      'text is indented, and blanks stand around values',
      { 'a.xml': xml().replaceAll(/<ip_address>([^<]*)/g, '<ip_address>\n    $1  ') },
    ],
    ['the second tunnel stands first', { 'a.xml': xml(TUNNELS.toReversed()) }],
    [
      'TunnelOptions have another order than the XML',
      { 'a.json': connection({ ...options(TUNNELS.toReversed()), CustomerGatewayConfiguration: xml() }) },
    ],
    // batfish's test data have the address of AWS's end in TunnelInsideCidr, and the XML of a connection with another id.
    [
      'TunnelInsideCidr has host bits',
      {
        'a.json': connection(
          options(
            TUNNELS.map((each) => ({
              ...each,
              TunnelInsideCidr: each.TunnelInsideCidr.replace('.0/', '.1/'),
            })),
          ),
        ),
      },
    ],
    [
      'the XML is of a connection with another id',
      { 'a.json': connection({ ...options(TUNNELS), CustomerGatewayConfiguration: xml(TUNNELS, 'vpn-0b') }) },
    ],
    [
      'the XML is cut off',
      { 'a.json': connection({ ...options(TUNNELS), CustomerGatewayConfiguration: xml().slice(0, 300) }) },
    ],
    [
      'the XML is blotted out',
      {
        'a.json': connection({
          ...options(TUNNELS),
          CustomerGatewayConfiguration: '<vpn_connection id="vpn-0a"/>',
        }),
      },
    ],
    [
      'a comma stands behind the last member',
      { 'a.json': connection(options(TUNNELS)).replaceAll('}', ',}') },
    ],
    // What the customer did not set comes back as empty lists (go-to-k/cdk-real-drift#1604).
    [
      'options that were not set are empty lists',
      {
        'a.json': connection(
          options(
            TUNNELS.map((each) => ({
              ...each,
              Phase1EncryptionAlgorithms: [],
              IkeVersions: [],
              LogOptions: {},
            })),
          ),
        ),
      },
    ],
    [
      'answers stand one behind the other',
      { 'a.json': `${connection(options(TUNNELS))}\n${JSON.stringify({ CustomerGateways: [] })}` },
    ],
  ])('%s', (_, files) => {
    expect(tunnelsOf(imported(files))).toEqual(SAME);
  });

  it('have one tunnel only: the other is filled in, and said so', () => {
    const one = imported({ 'a.xml': xml(TUNNELS.slice(0, 1)) });
    expect(one.lab.vpnConnections[0]!.tunnels).toHaveLength(2);
    expect(notesOf(one)).toMatch(/OutsideIpAddress: is in no file: .* is filled in/);
  });

  it('have the key of a tunnel elsewhere: the lab makes one', () => {
    const withoutKeys = TUNNELS.map(({ PreSharedKey: _1, ...each }) => each);
    const { lab } = imported({
      'a.json': connection({
        ...options(withoutKeys),
        PreSharedKeyArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:vpn-0a',
      }),
    });
    expect(lab.vpnConnections.flatMap(({ tunnels }) => tunnels.map((each) => each.preSharedKey))).toEqual([
      null,
      null,
    ]);
  });

  it('are a download for a router of another vendor: it is refused, and what to take instead is said', () => {
    const text = '! Amazon Web Services\n! Your VPN Connection ID \t\t  : vpn-0a\ncrypto isakmp policy 200\n';
    expect(() => imported({ 'a.txt': text })).toThrow(
      /is no file that is imported[^]*hint: .* vendor Generic/,
    );
  });

  it('have a connection that was deleted, without tunnels and addresses: it is left out by name', () => {
    const deleted = {
      VpnConnectionId: 'vpn-0b',
      CustomerGatewayId: 'cgw-0b',
      State: 'deleted',
      VgwTelemetry: [],
    };
    const text = connection(options(TUNNELS)).replace('[{', `[${JSON.stringify(deleted)},{`);
    const both = imported({ 'a.json': text });
    expect(tunnelsOf(both)).toEqual(SAME);
    expect(notesOf(both)).toContain('VpnConnections vpn-0b: is deleted, and left out');
  });

  it('describe a connection, and not its virtual private gateway', () => {
    const { lab } = imported({ 'a.json': connection({ ...options(TUNNELS), VpnGatewayId: 'vgw-0a' }) });
    expect(lab.vpnConnections[0]!.gateway).toBe('vgw-0a');
  });

  it('are one line, as jq -c writes it: what is told names the object, not line 1', () => {
    const Tags = [{ Key: 'Name', Value: 'office' }];
    const wide = { ...TUNNELS[0], TunnelInsideCidr: '169.254.20.0/29' };
    const text = connection({ ...options([wide, TUNNELS[1]]), Tags });
    expect(() => imported({ 'a.json': text })).toThrow(
      /a\.json: vpn-0a: vpnConnections\.office\..*tunnelInsideCidr/,
    );
  });

  it('have a customer gateway with a certificate and no address', () => {
    const CertificateArn =
      'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
    const { lab } = imported({
      'a.json': connection(options(TUNNELS)),
      'b.json': JSON.stringify({
        CustomerGateways: [{ CustomerGatewayId: 'cgw-0a', CertificateArn, State: 'available' }],
      }),
    });
    expect(lab.customerGateways[0]!.certificateArn).toBe(CertificateArn);
  });

  it('are a template that CloudFormer made: numbers and truths in quotes, addresses in NetworkInterfaces', () => {
    const ref = (Ref: string) => ({ Ref });
    const resource = (type: string, Properties: object) => ({ Type: `AWS::EC2::${type}`, Properties });
    const { lab } = imported({
      'a.json': JSON.stringify({
        AWSTemplateFormatVersion: '2010-09-09',
        Resources: {
          vpc1: resource('VPC', { CidrBlock: '10.0.0.0/16', EnableDnsSupport: 'true' }),
          subnet1: resource('Subnet', { CidrBlock: '10.0.0.0/24', VpcId: ref('vpc1') }),
          sg1: resource('SecurityGroup', { GroupDescription: 'x', VpcId: ref('vpc1') }),
          ingress1: resource('SecurityGroupIngress', {
            GroupId: ref('sg1'),
            IpProtocol: 'tcp',
            FromPort: '22',
            ToPort: '22',
            CidrIp: '0.0.0.0/0',
          }),
          web: resource('Instance', {
            NetworkInterfaces: [
              {
                DeviceIndex: '0',
                SubnetId: ref('subnet1'),
                GroupSet: [ref('sg1')],
                PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.195', Primary: 'true' }],
              },
            ],
          }),
        },
      }),
    });
    const [vpc] = lab.vpcs;
    expect(vpc!.instances).toMatchObject([
      { name: 'web', privateIpAddress: '10.0.0.195', securityGroups: ['sg1'] },
    ]);
    expect(vpc!.securityGroups[0]!.ingress).toMatchObject([{ protocol: 'tcp', ports: { from: 22, to: 22 } }]);
  });
});
