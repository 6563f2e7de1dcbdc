import { expect, it } from 'vitest';
import { loadLab } from '../../../lab/topology/load.ts';
import { ledger, ledgerRoom } from '../../../lab/plan/ledger.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { Lab } from '../../../lab/topology/types.ts';

const REFERENCE = new URL('../../../scenarios/reference/lab.yaml', import.meta.url).pathname;

it('has room for the probes of eight matrices, in steps', () => {
  expect([1, 1024, 1025, 16_384, 16_385, 90_000].map(ledgerRoom)).toEqual([
    8192, 8192, 131_072, 131_072, 1_048_576, 1_048_576,
  ]);
});

it('has the most room where all pairs come by', () => {
  const reference = loadLab(REFERENCE);
  const [vpc] = reference.vpcs;
  const instances = Array.from({ length: 150 }, (_, index) => ({
    ...vpc!.instances[0]!,
    name: `host-${index}`,
    privateIpAddress: `10.10.141.${index + 1}`,
  }));
  const lab: Lab = { ...reference, vpcs: [{ ...vpc!, instances }, ...reference.vpcs.slice(1)] };
  const plan = planLab(lab, 'userspace');
  const room = (node: string): number => plan.nodes.find(({ name }) => name === node)!.ledgerRoom;
  expect(['host-0', 'onprem-server', 'vpc-b', 'vpc-a', 'tgw'].map(room)).toEqual([
    8192, 8192, 8192, 1_048_576, 1_048_576,
  ]);
});

it('gives ICMP that room, and ports the least', () => {
  const sizes = [...ledger(131_072).matchAll(/ set (\w+) .* size (\d+)/g)].map(
    ([, set, size]) => `${set} ${size}`,
  );
  expect(sizes).toEqual(['icmp_in 131072', 'icmp_out 131072', 'port_in 8192', 'port_out 8192']);
});
