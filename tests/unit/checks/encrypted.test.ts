import { expect, it } from 'vitest';
import { judgeEncrypted } from '../../../lab/checks/encrypted.ts';

const ROUTER = '3.36.6.148';
const ENDPOINT = '43.200.198.51';
const packet = (what: string, from = ROUTER, to = ENDPOINT): string =>
  `12:00:00.000000 eth0 In IP (tos 0x0, ttl 63, id 1, offset 0, flags [DF], proto UDP (17), length 160) ${from}.4500 > ${to}.4500: ${what}`;
const ESP = packet('UDP-encap: ESP(spi=0xc1,seq=0x1), length 132');
const BARE = `12:00:00.000000 eth0 In IP (tos 0x0, ttl 63, proto ESP (50), length 152) ${ENDPOINT} > ${ROUTER}: ESP(spi=0xc1,seq=0x1), length 132`;
const ALL_ANSWERED = { sent: 1, received: 1 };
const judge = (packets: readonly string[], answered = ALL_ANSWERED) =>
  judgeEncrypted(answered, packets, [ROUTER, ENDPOINT]);

it('passes where there is ESP, bare or in UDP, and IKE', () => {
  const ike = packet('NONESP-encap: isakmp: phase 2/others ? inf[E]: [encrypted hash]');
  const keepAlive = packet('isakmp-nat-keep-alive');
  expect(judge([ESP, ESP, BARE, BARE, ike, keepAlive])).toEqual({
    verdict: 'passed',
    evidence: '4 packets of ESP on the Internet, 2 of them in UDP 4500, and nothing in clear',
  });
});

it('fails on a packet in clear', () => {
  const clear =
    '12:00:00.000000 eth0 In IP (tos 0x0, ttl 63, proto ICMP (1), length 84) 10.30.141.20 > 10.10.141.106: ICMP echo request, id 1, seq 1, length 64';
  expect(judge([ESP, ESP, ESP, ESP, clear]).evidence).toBe(`neither ESP nor IKE: ${clear}`);
});

it('fails on ESP between addresses that are not public', () => {
  const inside = packet('UDP-encap: ESP(spi=0xc1,seq=0x1), length 132', '10.30.12.85');
  expect(judge([ESP, ESP, ESP, inside]).evidence).toBe(`an address that is not public: ${inside}`);
});

it('fails where the ESP does not account for every request and answer', () => {
  expect(judge([ESP, ESP, ESP])).toEqual({
    verdict: 'failed',
    evidence: '3 packets of ESP for 1 requests and answers',
  });
  expect(judge([]).verdict).toBe('failed');
});

it('fails where an answer is missing', () => {
  expect(judge([ESP, ESP, ESP, ESP], { sent: 5, received: 0 }).evidence).toBe('none of 5 answered');
  expect(judge([ESP, ESP, ESP, ESP], { sent: 5, received: 1 }).verdict).toBe('passed');
  expect(judge([ESP, ESP, ESP, ESP], { sent: 5, received: 2 }).verdict).toBe('failed');
});
