import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../lab/errors.ts';
import { describeJsonReader } from '../../../../lab/import/readers/describe-json.ts';
import type { Noun } from '../../../../lab/import/objects.ts';

function read(text: string, file = 'x.json') {
  const { objects, notes, problems } = describeJsonReader.read([{ file, text }]);
  const all = (noun: Noun) =>
    objects.flatMap((each) => (each[noun] ?? []) as readonly { readonly item: object }[]);
  return { objects, notes: notes.map(formatProblem), problems: problems.map(formatProblem), all };
}
const items = (text: string, noun: Noun, file?: string) =>
  read(text, file)
    .all(noun)
    .map(({ item }) => item);

const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' };
const LINK = { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc', State: 'enabled' };

describe('what aws ec2 prints', () => {
  it.each([
    ['an answer', { Vpcs: [VPC] }],
    ['a list of answers', [{ Subnets: [] }, { Vpcs: [VPC] }]],
    ['a part of one, by --query', [VPC]],
    ['one object', VPC],
    ['what was created', { Vpc: VPC }],
  ])('may be %s', (_, document) => {
    expect(items(JSON.stringify(document), 'Vpcs')).toEqual([VPC]);
  });

  it('has instances in reservations', () => {
    const text = JSON.stringify({ Reservations: [{ Groups: [], Instances: [{ InstanceId: 'i-1' }] }] });
    expect(items(text, 'Instances')).toEqual([{ InstanceId: 'i-1' }]);
  });

  it.each([
    ['by the name of its file', { Routes: [{ Type: 'static' }] }, 'routes-tgw-rtb-0a1.json', 'tgw-rtb-0a1'],
    [
      'by itself',
      { TransitGatewayRouteTableId: 'tgw-rtb-0b2', Routes: [{ Type: 'static' }] },
      'x.json',
      'tgw-rtb-0b2',
    ],
    [
      'as batfish collects it',
      {
        TransitGatewayStaticRoutes: [
          { TransitGatewayRouteTableId: 'tgw-rtb-0c3', Routes: [{ Type: 'static' }] },
        ],
      },
      'x.json',
      'tgw-rtb-0c3',
    ],
    ['not at all', { Routes: [{ Type: 'static' }] }, 'x.json', ''],
  ])('says which table routes are of %s', (_, document, file, table) => {
    expect(items(JSON.stringify(document), 'TransitGatewayRoutes', file)).toEqual([
      { Type: 'static', TransitGatewayRouteTableId: table },
    ]);
  });

  it('has associations and propagations of a table', () => {
    const file = 'tgw-rtb-0a1.json';
    const link = { ...LINK, TransitGatewayRouteTableId: 'tgw-rtb-0a1' };
    expect(
      items(JSON.stringify({ Associations: [LINK] }), 'TransitGatewayRouteTableAssociations', file),
    ).toEqual([link]);
    const propagations = { TransitGatewayRouteTablePropagations: [LINK] };
    expect(items(JSON.stringify(propagations), 'TransitGatewayRouteTablePropagations', file)).toEqual([link]);
    const collected = {
      TransitGatewayPropagations: [{ ...propagations, TransitGatewayRouteTableId: 'tgw-rtb-0a1' }],
    };
    expect(items(JSON.stringify(collected), 'TransitGatewayRouteTablePropagations')).toEqual([link]);
  });

  it('has a peering at both of its gateways', () => {
    const peering = {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      RequesterTgwInfo: { TransitGatewayId: 'tgw-1' },
      AccepterTgwInfo: { TransitGatewayId: 'tgw-2' },
    };
    const ends = items(
      JSON.stringify({ TransitGatewayPeeringAttachments: [peering] }),
      'TransitGatewayAttachments',
    );
    expect(ends).toMatchObject([
      { TransitGatewayId: 'tgw-1', ResourceId: 'tgw-2', ResourceType: 'peering' },
      { TransitGatewayId: 'tgw-2', ResourceId: 'tgw-1', ResourceType: 'peering' },
    ]);
  });

  it('has the configuration of a customer gateway device with its connection', () => {
    const xml =
      '<vpn_connection id="vpn-1"><customer_gateway_id>cgw-1</customer_gateway_id></vpn_connection>';
    const text = JSON.stringify(
      { VpnConnections: [{ VpnConnectionId: 'vpn-1', CustomerGatewayConfiguration: xml }] },
      null,
      1,
    );
    const { problems } = read(text);
    expect(problems.join()).toContain('x.json:5');
  });

  it('has places of what is in it', () => {
    const text = JSON.stringify({ Vpcs: [VPC] }, null, 1);
    const [found] = describeJsonReader.read([{ file: 'x.json', text }]).objects[0]!.Vpcs!;
    expect([found!.at(), found!.at(['CidrBlock']), found!.at(['Tags', 0])].map(({ line }) => line)).toEqual([
      3, 5, 3,
    ]);
  });
});

describe('what is said of it', () => {
  it('is how many of what has no counterpart', () => {
    expect(read('{"VpcEndpoints": [{}, {}], "Tags": [{}], "Vpcs": []}').notes).toEqual([
      'x.json: VpcEndpoints: 2 left out: the lab has no counterpart',
    ]);
  });

  it('is that it is not whole', () => {
    expect(read('{"Vpcs": [], "NextToken": "e"}').notes[0]).toContain('has not all pages');
    expect(read('{"Vpcs": [], "NextToken": "e"} {"Vpcs": []}').notes).toEqual([]);
    expect(read('{"Routes": [{}], "AdditionalRoutesAvailable": true}', 'tgw-rtb-1').notes[0]).toContain(
      '1,000',
    );
  });

  it('is what is wrong, with its line, and no key', () => {
    expect(read('{"Vpcs": [\n{"VpcId": {}},\n{"CidrBlock": "10.0.0.0/8"}]}').problems).toEqual([
      'x.json:2: Vpc.VpcId: must be text',
      'x.json:3: Vpc: has no VpcId',
    ]);
    const options = { TunnelOptions: [{ PreSharedKey: ['not.a.secret'] }] };
    const { problems } = read(
      JSON.stringify({ VpnConnections: [{ VpnConnectionId: 'vpn-1', Options: options }] }),
    );
    expect(problems).toEqual([
      'x.json: vpn-1: VpnConnection.Options.TunnelOptions[0].PreSharedKey: must be text',
    ]);
  });

  it('is where it stops being JSON, or that nothing of it is known', () => {
    expect(read('{"Vpcs": [').problems).toEqual([
      'x.json:1:10: is not closed before the end of the file\n  rule: JSON (RFC 8259)',
    ]);
    expect(read('{"a": 1}').problems[0]).toContain('holds no object of the EC2 API');
    expect(read('{"Vpcs": []}').problems).toEqual([]);
  });
});
