import { expect, it } from 'vitest';
import { sourceDestCheck } from '../../../../lab/aws/filters/source-dest-check.ts';
import { ICMP_ECHO } from '../../../../lab/aws/flow.ts';
import { hostNamed } from '../../../../lab/aws/hosts.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const [vpc] = referenceLab.vpcs;
const [instance] = vpc!.instances;
const [own, server, other] = ['vpc-a-host', 'onprem-server', 'vpc-b-host'].map((name) =>
  hostNamed(referenceLab, name),
);

/** Whether a packet passes the check of the instance. */
function passes(from: typeof own, to: typeof own, direction: 'egress' | 'ingress', isOn = true): boolean {
  const packet = {
    lab: referenceLab,
    source: from!,
    destination: to!,
    flow: ICMP_ECHO,
    lent: [],
    tracked: [],
  };
  const crossing = { vpc: vpc!, instance: { ...instance!, sourceDestCheck: isOn }, direction };
  return sourceDestCheck(packet, crossing) === null;
}

it('lets pass what is from the instance, or for it', () => {
  expect(passes(own, server, 'egress')).toBe(true);
  expect(passes(server, own, 'ingress')).toBe(true);
});

it('rejects what it would forward, in both directions, unless it is off', () => {
  expect(passes(server, other, 'ingress')).toBe(false);
  expect(passes(server, other, 'egress')).toBe(false);
  expect(passes(server, other, 'ingress', false)).toBe(true);
  expect(passes(server, other, 'egress', false)).toBe(true);
});
