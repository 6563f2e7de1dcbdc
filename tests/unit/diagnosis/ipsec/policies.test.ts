import { expect, it } from 'vitest';
import { outgoingPolicies } from '../../../../lab/diagnosis/ipsec/policies.ts';
import { AWS_1, AWS_2, policies, ROUTER, sceneWith } from './kernel-plane.ts';

it('are those of the IP version that the packet is of: each connection carries one', () => {
  const scene = sceneWith({
    kernel: {
      policies: [...policies(AWS_1, { ifId: 100 }), ...policies(AWS_2, { ifId: 200 }, ['::/0', '::/0'])],
    },
  });
  const over = (lab: typeof scene.lab): string[] =>
    outgoingPolicies({ ...scene, lab }, ROUTER).map(({ template }) => template!.destination);
  expect(over(scene.lab)).toEqual([AWS_1]);
  expect(over({ ...scene.lab, ipVersion: 'ipv6' })).toEqual([AWS_2]);
});
