import { describe, expect, it } from 'vitest';
import { lookup } from '../../../lab/aws/lookup.ts';
import { subnetRoutes } from '../../../lab/aws/vpc.ts';
import type { Route } from '../../../lab/topology/types.ts';
import { changedLab, referenceLab, TO_TRANSIT_GATEWAY } from '../fixtures/reference-lab.ts';

function withPrivateRoutes(...routes: Route[]) {
  return changedLab((lab) => (lab.vpcs[0]!.routeTables[1]!.routes = routes)).vpcs[0]!;
}

describe('subnetRoutes', () => {
  it('puts the local route before those of the associated table', () => {
    const vpc = referenceLab.vpcs[0]!;
    const local = { destinationCidrBlock: '10.10.0.0/16', target: { kind: 'local' } };
    expect(subnetRoutes(referenceLab, vpc, 'vpc-a-public-1')).toEqual([local]);
    expect(subnetRoutes(referenceLab, vpc, 'vpc-a-private-2')).toEqual([
      local,
      { destinationCidrBlock: '10.30.0.0/16', target: TO_TRANSIT_GATEWAY },
    ]);
  });

  it('has a local route for every block of the VPC', () => {
    const { vpcs } = changedLab((lab) => lab.vpcs[0]!.cidrBlocks.push('100.70.0.0/16'));
    expect(lookup(subnetRoutes(referenceLab, vpcs[0]!, 'vpc-a-private-1'), '100.70.0.9')).toEqual({
      destinationCidrBlock: '100.70.0.0/16',
      target: { kind: 'local' },
    });
  });

  it.each<[string, Route, string]>([
    ['over a wider route', { destinationCidrBlock: '0.0.0.0/0', target: TO_TRANSIT_GATEWAY }, 'local'],
    [
      'over a route for the same block',
      { destinationCidrBlock: '10.10.0.0/16', target: { kind: 'blackhole' } },
      'local',
    ],
    [
      'not over a more specific one',
      { destinationCidrBlock: '10.10.0.0/20', target: { kind: 'blackhole' } },
      'blackhole',
    ],
  ])('lets the local route win %s', (_, route, target) => {
    expect(
      lookup(subnetRoutes(referenceLab, withPrivateRoutes(route), 'vpc-a-private-1'), '10.10.0.7')?.target
        .kind,
    ).toBe(target);
  });
});
