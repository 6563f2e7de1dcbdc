import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import type { FaultName } from '../../lab/faults/catalogue.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { explain } from '../../lab/probe/explain.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { mustPass, startLab } from './labs.ts';

describe('a VPC with an Internet gateway, a NAT gateway, zones and a secondary CIDR block', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    const file = fileURLToPath(new URL('../fixtures/labs/internet.yaml', import.meta.url));
    lab = await startLab({ ...loadLab(file), name: 'it-internet' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it('answers every pair as the model says, and drops the others where it says', async () => {
    await mustPass(lab, asPredicted());
  });

  it('answers datagrams as the model says, and explains the group that has no rule for them', async () => {
    await mustPass(lab, asPredicted({ udpPort: 53 }));
    const { cause } = await explain(lab, 'web', 'bastion', { udpPort: 53 });
    expect(cause).toMatchObject({
      code: 'ENI_SG_RULES_MISMATCH',
      text: expect.stringContaining('udp port 53') as string,
    });
    expect(await explain(lab, 'laptop', 'web', { udpPort: 53 })).toMatchObject({
      answered: true,
      cause: null,
    });
  });

  it.each([
    ['laptop', 'no-eip', 'NO_POSSIBLE_DESTINATION', 'internet'],
    ['no-eip', 'laptop', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', 'igw'],
    ['alone-host', 'laptop', 'NO_ROUTE_TO_DESTINATION', 'vpc-a'],
    ['far-host', 'b-host', 'TGW_ROUTE_AZ_RESTRICTION', 'vpc-a'],
  ])('explains why %s never reaches %s: %s at %s', async (from, to, code, node) => {
    expect((await explain(lab, from, to)).cause).toMatchObject({ code, node });
  });

  it.each([
    ['detach-internet-gateway', { internetGateway: 'igw' }, 'web', 'laptop', 'NO_ROUTE_TO_DESTINATION'],
    ['delete-nat-gateway', { natGateway: 'nat' }, 'private-host', 'laptop', 'NO_ROUTE_TO_DESTINATION'],
    ['disassociate-elastic-ip', { instance: 'web' }, 'web', 'laptop', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
    [
      'eni-in-wrong-zone',
      { attachment: 'att-a', subnet: 'far' },
      'web',
      'b-host',
      'TGW_ROUTE_AZ_RESTRICTION',
    ],
    [
      ...['disable-tgw-propagation', { routeTable: 'tgw-rt-default', attachment: 'att-b' }, 'web', 'b-host'],
      ...['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', /att-b has 10\.20\.0\.0\/16, and does not propagate/],
    ],
  ] as const)('%s %o: %s to %s is explained by %s', async (fault, parameters, from, to, code, says = /./) => {
    await mustPass(lab, reaches(from, to));
    {
      await using injected = await injectFault(lab, fault as FaultName, parameters as never);
      expect(injected.text).not.toBe('');
      const { cause } = await explain(lab, from, to);
      expect(cause).toMatchObject({ code, text: expect.stringMatching(says) as string });
    }
    await mustPass(lab, reaches(from, to));
  });
});
