import { describe, expect, it } from 'vitest';
import { nodeOf, nodesOf, publicAddresses } from '../../../../lab/topology/graph/nodes.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

describe('the nodes of a lab', () => {
  it('stand for its objects, and are known by their addresses', () => {
    expect(nodesOf(referenceLab).map(({ role, name, addresses }) => [role, name, ...addresses])).toEqual([
      ['transit-gateway', 'tgw'],
      ['vpc-router', 'vpc-a', '10.10.0.0/16'],
      ['instance', 'vpc-a-host', '10.10.141.106'],
      ['vpc-router', 'vpc-b', '10.20.0.0/16'],
      ['instance', 'vpc-b-host', '10.20.139.27'],
      ['tunnel-endpoint', 'tunnel-1', '43.200.198.51'],
      ['tunnel-endpoint', 'tunnel-2', '43.203.78.35'],
      ['internet', 'internet'],
      ['internet-gateway', 'onprem-igw', '3.36.6.148'],
      ['onprem-router', 'onprem-router', '10.30.12.85', '10.30.128.1'],
      ['onprem-host', 'onprem-server', '10.30.141.20'],
    ]);
    expect(nodeOf(referenceLab, 'vpc-b-host')).toMatchObject({
      vpc: referenceLab.vpcs[1],
      instance: referenceLab.vpcs[1]!.instances[0],
    });
  });

  it('have the public addresses that the Internet knows', () => {
    expect(publicAddresses(referenceLab)).toEqual(['43.200.198.51', '43.203.78.35', '3.36.6.148']);
  });
});
