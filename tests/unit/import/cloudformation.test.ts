import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ICMP_ECHO, tcpTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { Functions } from '../../../lab/import/cloudformation/functions.ts';
import { readTemplate } from '../../../lab/import/cloudformation/template.ts';
import { overIpv6 } from '../../../lab/topology/graph/ip-versions.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { cloudFormationReader } from '../../../lab/import/readers/cloudformation.ts';

const FILE = 'tests/fixtures/import/cloudformation/vgw.yaml';

describe('an imported template of CloudFormation', () => {
  const { lab, textWithoutKeys, notes } = importFiles([FILE], 'stack');

  it.each([
    [ICMP_ECHO, true],
    [tcpTo(443), true],
    [tcpTo(22), false],
  ])('has the model answer', (flow, reachable) => {
    expect(predict(lab, 'office-host', 'web', flow).reachable).toBe(reachable);
  });

  it('leaves out what a condition leaves out, and says what has no counterpart', () => {
    expect(lab.vpcs.flatMap(({ instances }) => instances.map(({ name }) => name))).toEqual(['web']);
    expect(notes.find(({ key }) => key === 'VPCEndpoint')?.what).toBe(
      '1 left out: the import has no counterpart',
    );
    expect(textWithoutKeys()).not.toContain('fixture.key');
  });

  it('is the same as JSON, with functions in their long form', () => {
    const { value } = readTemplate(readFileSync(FILE, 'utf8'));
    const json = cloudFormationReader.read([{ file: 'x.json', text: JSON.stringify(value) }]);
    const yaml = cloudFormationReader.read([{ file: FILE, text: readFileSync(FILE, 'utf8') }]);
    const items = (read: typeof json) => JSON.stringify(read.objects);
    expect(items(json)).toBe(items(yaml));
    expect(cloudFormationReader.takes(JSON.stringify(value))).toBe(true);
  });

  it('says where it is no YAML', () => {
    const { problems } = cloudFormationReader.read([{ file: 'x.yaml', text: 'Resources:\n  A: [\n' }]);
    expect(problems).toEqual([
      expect.objectContaining({ file: 'x.yaml', what: 'is not YAML or JSON from here on' }),
    ]);
  });
});

describe('an imported template with IPv6', () => {
  const { lab, notes } = importFiles(['tests/fixtures/import/cloudformation/tgw-ipv6.yaml'], 'stack');

  it('has a connection with IPv6 inside beside one with IPv4, both by BGP', () => {
    expect(lab.vpnConnections).toMatchObject([
      { staticRoutesOnly: false },
      {
        tunnelInsideIpVersion: 'ipv6',
        staticRoutesOnly: false,
        remoteIpv6NetworkCidr: '2001:db8::/32',
        tunnels: [{ tunnelInsideCidr: 'fd44:44::/126' }, { options: { ikeVersions: ['ikev2'] } }],
      },
    ]);
    expect(lab.vpnConnections[0]).not.toHaveProperty('tunnelInsideIpVersion');
    expect(notes.map(({ key, what }) => `${key}: ${what}`)).toContainEqual(
      expect.stringMatching(/TunnelInsideIpv6Cidr: is in no file: fd00:\d+::\/126 is filled in/),
    );
  });

  it('has the IPv6 of VPC, subnet, routes, network ACL and host, so that it answers over IPv6, and not over IPv4', () => {
    expect(lab.vpcs).toMatchObject([
      {
        ipv6CidrBlock: '2001:db8:40::/56',
        subnets: [{ ipv6CidrBlock: '2001:db8:40:1::/64' }],
        instances: [{ ipv6Address: '2001:db8:40:1::20' }],
      },
    ]);
    const [site] = lab.customerGateways;
    const [from] = site!.hosts;
    expect(predict(overIpv6(lab), from!.name, lab.vpcs[0]!.instances[0]!.name)).toMatchObject({
      reachable: true,
    });
    // Its network ACL lets in IPv6 alone.
    expect(predict(lab, from!.name, lab.vpcs[0]!.instances[0]!.name)).toMatchObject({
      reason: 'SUBNET_ACL_RESTRICTION',
    });
  });
});

describe('functions of a template', () => {
  const functions = new Functions({
    Parameters: {
      Cidr: { Type: 'String', Default: '10.0.0.0/16' },
      List: { Type: 'List<String>', Default: 'a, b' },
    },
    Mappings: { M: { one: { two: 'found' } } },
    Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Cidr' } } } },
  });

  it.each([
    ['!Ref Cidr', '10.0.0.0/16'],
    ['!Ref List', ['a', 'b']],
    ['!Ref Vpc', 'Vpc'],
    ['!GetAtt Vpc.CidrBlock', '10.0.0.0/16'],
    ['!GetAtt Vpc.DefaultSecurityGroup', 'Vpc.DefaultSecurityGroup'],
    ["!Sub '${Cidr}-${Vpc.CidrBlock}-${!Literal}'", '10.0.0.0/16-10.0.0.0/16-${Literal}'],
    ["!Sub ['${A}!', { A: !Ref Cidr }]", '10.0.0.0/16!'],
    ["!Join ['/', [10.0.0.0, 8]]", '10.0.0.0/8'],
    ["!Select [1, !Split [',', 'x,y']]", 'y'],
    ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
    ['!FindInMap [M, one, two]', 'found'],
    ['!If [No, 1, 2]', 2],
    ['!If [Yes, 1, !Ref AWS::NoValue]', 1],
    ['{ a: !Ref AWS::NoValue, b: 1 }', { b: 1 }],
    ['!ImportValue other', undefined],
  ])('%s', (text, expected) => {
    const { value } = readTemplate(`x: ${text}`);
    expect(functions.value(value.x)).toEqual(expected);
  });
});
