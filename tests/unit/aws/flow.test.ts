import { expect, it } from 'vitest';
import { flowTo, ICMP_ECHO, isToPort, portText, replyTo, trafficOf, udpTo } from '../../../lab/aws/flow.ts';

it('a probe is of the port that is asked for, and an echo request without one', () => {
  expect(flowTo({})).toBe(ICMP_ECHO);
  expect(trafficOf(flowTo({ tcpPort: 22 }))).toBe('tcp port 22');
  expect(trafficOf(flowTo({ udpPort: 53 }))).toBe('udp port 53');
});

it('a ping is to no port, and a port has a name for titles', () => {
  expect(isToPort(ICMP_ECHO)).toBe(false);
  expect([{ tcpPort: 22 }, { udpPort: 53 }].map(flowTo).filter(isToPort).map(portText)).toEqual([
    'TCP port 22',
    'UDP port 53',
  ]);
});

it('the answer to a datagram goes to the port that it came from', () => {
  const { sourcePort } = udpTo(53);
  expect(replyTo(udpTo(53))).toMatchObject({
    protocol: 'udp',
    sourcePort: 53,
    destinationPort: sourcePort,
    direction: 'reply',
  });
});
