import { expect, it } from 'vitest';
import { addressMissing, cannotSend, nextHopUnreachable } from '../../../lab/diagnosis/host-trouble.ts';
import type { Finding } from '../../../lab/diagnosis/hop.ts';
import { scene, visit } from './recorded.ts';

const sends = (name: string): Finding | null => {
  const seen = scene(name);
  return cannotSend(seen, seen.parties.from, seen.parties.to);
};

it('knows a party without its address, and no other node', () => {
  expect(addressMissing(scene('no-address'), 'vpc-a-host')).toMatchObject({
    code: 'ADDRESS_MISSING',
    node: 'vpc-a-host',
    evidence: 'ip -4 address show to 10.10.141.106: none; ip -4 address show: none',
  });
  expect(addressMissing(scene('no-address'), 'onprem-server')).toBeNull();
  expect(addressMissing(scene('answered'), 'tgw')).toBeNull();
  // Nothing can be said of a kernel that was not read.
  expect(addressMissing(scene('host-dead'), 'vpc-a-host')).toBeNull();
});

it('knows a host without a route, and sets up what the plan gives it', () => {
  const found = sends('no-default-route')!;
  expect(found).toMatchObject({ code: 'HOST_ROUTE_MISSING', node: 'onprem-server' });
  expect(found.repair!.command).toContain('ip route replace default via 10.30.128.1');
  expect(sends('answered')).toBeNull();
});

it('knows a next hop that nobody answers for', () => {
  const found = nextHopUnreachable(visit('next-hop-is-nobody', 'forward', 'onprem-server'))!;
  expect(found).toMatchObject({ code: 'NEXT_HOP_UNREACHABLE', node: 'onprem-server' });
  expect(found.evidence).toMatch(
    /default via 10\.30\.128\.9 .*; ip neigh show 10\.30\.128\.9: .*(FAILED|INCOMPLETE)/,
  );
  expect(nextHopUnreachable(visit('answered', 'forward', 'onprem-server'))).toBeNull();
});
