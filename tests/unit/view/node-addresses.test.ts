import { expect, it } from 'vitest';
import { nodeAddresses } from '../../../lab/view/node-addresses.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

it('knows each node of the walk-through by its addresses', () => {
  expect(Object.fromEntries(nodeAddresses(referenceLab))).toEqual({
    'vpc-a': ['10.10.0.0/16'],
    'vpc-a-host': ['10.10.141.106'],
    'vpc-b': ['10.20.0.0/16'],
    'vpc-b-host': ['10.20.139.27'],
    'tunnel-1': ['43.200.198.51'],
    'tunnel-2': ['43.203.78.35'],
    'onprem-igw': ['3.36.6.148'],
    'onprem-router': ['10.30.12.85', '10.30.128.1'],
    'onprem-server': ['10.30.141.20'],
  });
});
