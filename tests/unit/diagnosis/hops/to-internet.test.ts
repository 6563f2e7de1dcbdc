import { describe, expect, it } from 'vitest';
import { drop, ruleText } from '../../../../lab/plan/commands/nft-rule.ts';
import type { ExplanationCode } from '../../../../lab/causes/codes.ts';
import {
  hopsAtInternet,
  hopsAtInternetGateway,
  hopsAtNatGateway,
} from '../../../../lab/diagnosis/hops/to-internet.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { visitAtNode } from '../at-node.ts';

const lab = loadLab('tests/fixtures/labs/internet.yaml');
const HOSTS = [
  { name: 'private', address: '10.10.2.10' },
  { name: 'web', address: '198.51.100.80' },
] as const;

/** A packet that a rule of a node dropped which stands for this. */
const droppedBy = (node: string, code: ExplanationCode | null) => {
  const text =
    code === null
      ? 'ip daddr 198.51.100.80 counter drop'
      : ruleText(drop('iifname "eth0"', { code, object: node }));
  const rule = { family: 'ip', table: 's2s', chain: 'forward', text };
  return visitAtNode(lab, node, { [node]: {} }, { fate: 'dropped', in: 'eth0', drop: rule }, HOSTS);
};

describe('the Internet gateway of a VPC', () => {
  it('has nobody out who has no public address, and nothing for a private one', () => {
    expect(hopsAtInternetGateway(droppedBy('igw', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'))).toMatchObject([
      {
        verdict: 'wrong',
        code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        text: expect.stringContaining('10.10.2.10'),
      },
    ]);
    expect(
      hopsAtInternetGateway(droppedBy('igw', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS')),
    ).toMatchObject([{ code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS' }]);
  });

  it('is a host like any other to a rule that is not its own', () => {
    expect(hopsAtInternetGateway(droppedBy('igw', null)).at(-1)).toMatchObject({ code: 'PACKET_FILTERED' });
  });
});

it('a NAT gateway takes nothing of connections that it has not seen begin', () => {
  expect(hopsAtNatGateway(droppedBy('nat', 'NO_POSSIBLE_DESTINATION'))).toMatchObject([
    { verdict: 'wrong', node: 'nat', code: 'NO_POSSIBLE_DESTINATION' },
  ]);
  expect(hopsAtNatGateway(droppedBy('nat', 'SOURCE_DEST_CHECK'))).not.toMatchObject([
    { code: 'NO_POSSIBLE_DESTINATION' },
  ]);
});

it('the Internet has no routes to private addresses, and says which it has', () => {
  const back = [HOSTS[1], HOSTS[0]] as const;
  const visit = visitAtNode(lab, 'internet', { internet: {} }, { in: 'web' }, back);
  expect(hopsAtInternet(visit)).toMatchObject([
    { verdict: 'wrong', subject: 'routes of the Internet', text: expect.stringContaining('10.10.2.10') },
  ]);
});
