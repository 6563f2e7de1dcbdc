import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { PacketFilter } from '../../../../lab/aws/filters/packet-filter.ts';
import { ICMP_ECHO, tcpTo } from '../../../../lab/aws/flow.ts';
import type { Flow } from '../../../../lab/aws/flow.ts';
import type { predict as Predict } from '../../../../lab/aws/reachability.ts';
import { drop } from '../../../../lab/aws/explanation.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

/** A made-up filter that knows no flows, like a network ACL: it sees each packet's own addresses and ports. */
const asked: { readonly at: string; readonly direction: string; readonly flow: Flow }[] = [];
let passes: (flow: Flow, direction: 'egress' | 'ingress') => boolean = () => true;
const stateless: PacketFilter = ({ flow }, { vpc, instance, direction }) => {
  asked.push({ at: instance.name, direction, flow });
  return passes(flow, direction) ? null : drop('packetFiltered', { node: vpc.name, table: 'stateless' });
};

const SECURITY_GROUPS = '../../../../lab/aws/filters/security-groups.ts';
let predict: typeof Predict;
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(SECURITY_GROUPS, () => ({ securityGroups: stateless }));
  ({ predict } = await import('../../../../lab/aws/reachability.ts'));
});
afterAll(() => {
  vi.doUnmock(SECURITY_GROUPS);
  vi.resetModules();
});

const HOST = 'vpc-a-host';
const SERVER = 'onprem-server';
const EPHEMERAL = tcpTo(443).sourcePort;

it('is asked for the request, and for the reply with the ports changed round', () => {
  asked.length = 0;
  expect(predict(referenceLab, HOST, SERVER, tcpTo(443)).reachable).toBe(true);
  expect(asked).toEqual([
    { at: HOST, direction: 'egress', flow: tcpTo(443) },
    {
      at: HOST,
      direction: 'ingress',
      flow: { protocol: 'tcp', sourcePort: 443, destinationPort: EPHEMERAL, direction: 'reply' },
    },
  ]);
});

it('drops the reply where it has the port of the service only, and no ephemeral ports', () => {
  passes = ({ destinationPort }) => destinationPort === 443;
  expect(predict(referenceLab, HOST, SERVER, tcpTo(443))).toMatchObject({
    reachable: false,
    leg: 'return',
    droppedAt: 'vpc-a',
  });
  expect(predict(referenceLab, SERVER, HOST, tcpTo(443))).toMatchObject({
    leg: 'return',
    droppedAt: 'vpc-a',
  });
  passes = ({ destinationPort }) => destinationPort === 443 || destinationPort === EPHEMERAL;
  expect(predict(referenceLab, HOST, SERVER, tcpTo(443)).reachable).toBe(true);
});

it('sees both directions of an echo', () => {
  passes = (_, direction) => direction === 'egress';
  expect(predict(referenceLab, HOST, SERVER, ICMP_ECHO)).toMatchObject({ leg: 'return' });
  expect(predict(referenceLab, SERVER, HOST, ICMP_ECHO)).toMatchObject({ leg: 'forward' });
});
