import { expect, it } from 'vitest';
import { groupNames, hostsIn } from '../../../../lab/topology/graph/host-groups.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

it.each([
  ['vpc-a-host', ['vpc-a-host']],
  ['vpc-a', ['vpc-a-host']],
  ['vpc-a-private-1', ['vpc-a-host']],
  ['vpc-a/vpc-a-private-1', ['vpc-a-host']],
  ['vpc-b/vpc-a-private-1', []],
  ['onprem', ['onprem-server']],
  ['10.30.0.0/16', ['onprem-router', 'onprem-server']],
  ['0.0.0.0/0', ['vpc-a-host', 'vpc-b-host', 'onprem-router', 'onprem-server']],
  ['192.0.2.0/24', []],
  ['tgw', []],
])('%s is %j', (group, members) => {
  expect(hostsIn(referenceLab, group)).toEqual(members);
});

it('every name of a group is one', () => {
  const names = groupNames(referenceLab);
  expect(names).toEqual(expect.arrayContaining(['onprem', 'vpc-a', 'vpc-b-host', 'vpc-a/vpc-a-private-1']));
});
