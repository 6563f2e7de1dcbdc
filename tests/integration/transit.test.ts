import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { explain } from '../../lab/probe/explain.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { mustPass, startLab } from './labs.ts';

describe('peered Transit Gateways, prefix lists, middleboxes, network ACLs around attachments and NAT gateways', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    const file = fileURLToPath(new URL('../fixtures/labs/transit.yaml', import.meta.url));
    lab = await startLab({ ...loadLab(file), name: 'it-transit' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it.each([{}, { tcpPort: 22 }, { udpPort: 53 }])(
    'answers every pair as the model says: %o',
    async (port) => {
      await mustPass(lab, asPredicted(port));
    },
  );

  it.each([
    ['barred-host', 'b-host', {}, 'vpc-a', /rule 100 of network ACL tgw-acl of subnet tgw denies inbound/],
    ['nat-host', 'b-host', {}, 'vpc-a', /nat-acl of subnet nat has no rule for inbound icmp echo reply/],
    ['b-host', 'app-host', { udpPort: 53 }, 'vpc-a', /tgw-acl of subnet tgw denies outbound udp port 53/],
    ['b-host', 'c-host', {}, 'west', /east has 10\.2\.0\.0\/16, and att-east propagates nothing/],
    ['app-host', 'admin-host', {}, 'vpc-a', /admins-only of admin-host has no inbound rule/],
  ])('explains why %s does not reach %s %o', async (from, to, port, node, text) => {
    const { cause } = await explain(lab, from, to, port);
    expect(cause).toMatchObject({ node, text: expect.stringMatching(text) as string });
  });

  it('goes by the instance that a route names, there and back', async () => {
    const { hops, cause } = await explain(lab, 'box-host', 'c-host');
    expect(cause).toBeNull();
    const nodes = (leg: string): string[] => hops.filter((hop) => hop.leg === leg).map(({ node }) => node);
    expect(nodes('forward')).toContain('box');
    expect(nodes('return')).toContain('box');
  });
});
