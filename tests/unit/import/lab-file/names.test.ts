import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../../lab/import/lab-file/names.ts';
import { KEYS } from '../../../../lab/import/objects.ts';
import type { Ec2Objects } from '../../../../lab/import/objects.ts';

const NONE = Object.fromEntries(Object.keys(KEYS).map((noun) => [noun, []])) as unknown as Ec2Objects;
const at = () => ({ file: 'x.json', line: 1 });
const vpcs = (...items: [string, string | null, string?][]): Ec2Objects['Vpcs'] =>
  items.map(([VpcId, tag, name]) => ({
    item: { VpcId, ...(tag !== null && { Tags: [{ Key: 'Name', Value: tag }] }) },
    at,
    ...(name !== undefined && { name }),
  }));

describe('names of imported objects', () => {
  it('are those of the file, of the tag Name, or the id', () => {
    const nameOf = namesOf({
      ...NONE,
      Vpcs: vpcs(
        ['vpc-1', 'Prod VPC (Seoul)'],
        ['vpc-2', null],
        ['vpc-3', 'tag', 'module.a.vpc'],
        ['vpc-4', ''],
      ),
    });
    expect(['vpc-1', 'vpc-2', 'vpc-3', 'vpc-4', 'vpc-9'].map((id) => nameOf(id))).toEqual([
      'prod-vpc-seoul',
      'vpc-2',
      'module-a-vpc',
      'vpc-4',
      'vpc-9',
    ]);
  });

  it('are short enough, begin with a letter, and are nobody else’s', () => {
    const nameOf = namesOf({
      ...NONE,
      Vpcs: vpcs(['vpc-1', 'x'.repeat(30)], ['vpc-2', 'x'.repeat(25)], ['vpc-3', '10.0/8']),
    });
    expect(nameOf('vpc-1')).toBe('x'.repeat(20));
    expect(nameOf('vpc-2')).toBe(`${'x'.repeat(18)}-2`);
    expect(nameOf('vpc-1')).toBe('x'.repeat(20));
    expect(nameOf('vpc-3', 13)).toBe('n-10-0-8');
  });

  it('of parts need differ only from those of the same whole', () => {
    const nameOf = namesOf({
      ...NONE,
      Subnets: ['1', '2', '3'].map((n) => ({
        item: { SubnetId: `subnet-${n}`, Tags: [{ Key: 'Name', Value: 'private' }] },
        at,
      })),
      RouteTables: [{ item: { RouteTableId: 'rtb-1', Tags: [{ Key: 'Name', Value: 'private' }] }, at }],
    });
    expect([nameOf('subnet-1', 40, 'vpc-1'), nameOf('subnet-2', 40, 'vpc-2')]).toEqual([
      'private',
      'private',
    ]);
    expect(nameOf('subnet-3', 40, 'vpc-1')).toBe('private-2');
    expect(nameOf('rtb-1', 40, 'vpc-1')).toBe('private');
  });

  it('are those of groups, of what is attached, and none that the lab itself has', () => {
    const nameOf = namesOf({
      ...NONE,
      Vpcs: vpcs(['vpc-1', 'internet']),
      SecurityGroups: [{ item: { GroupId: 'sg-1', GroupName: 'web' }, at }],
      TransitGatewayAttachments: [
        { item: { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'vpc-1' }, at },
      ],
    });
    expect(['vpc-1', 'sg-1', 'tgw-attach-1'].map((id) => nameOf(id))).toEqual([
      'internet-2',
      'web',
      'att-internet',
    ]);
  });
});
