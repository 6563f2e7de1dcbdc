import { expect, it } from 'vitest';
import { sceneOf } from '../../../../lab/diagnosis/diagnose.ts';
import { associableTable } from '../../../../lab/diagnosis/hops/associable-table.ts';
import { visitAt } from '../../../../lab/diagnosis/walk.ts';
import { transitGateways } from '../../../../lab/topology/objects/gateways.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { recorded, visit, withKernel } from '../recorded.ts';

const gateway = transitGateways(referenceLab)[0]!;
const table = (name: string) => gateway.routeTables.find((each) => each.name === name)!;

it('finds the table that has the route and that nothing is associated with', () => {
  const recording = recorded('answered');
  const { rules } = recording.observation.nodes.tgw!.kernel!;
  const moved = rules.map((rule) => rule.replace('iif att-vpc-a lookup 101', 'iif att-vpc-a lookup 103'));
  const scene = sceneOf(referenceLab, withKernel(recording, 'tgw', { rules: moved }));
  expect(associableTable(visitAt(scene, 'return', 'tgw')!, gateway, table('tgw-rt-vpn'))).toMatchObject({
    name: 'tgw-rt-a',
    evidence: expect.stringMatching(/^ip route show table 101 match 10\.30\.141\.20: 10\.30\.0\.0\/16 via /),
  });
});

it('offers none that an attachment uses already', () => {
  expect(associableTable(visit('answered', 'return', 'tgw'), gateway, table('tgw-rt-vpn'))).toBeNull();
});
