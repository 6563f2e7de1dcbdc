import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../lab/diagnosis/diagnose.ts';
import type { Hop } from '../../../lab/diagnosis/hop.ts';
import { recordedOnKernel } from './recorded.ts';

function causeOf(name: string): Hop | null {
  const { lab, recording } = recordedOnKernel(name);
  return diagnose(lab, recording).diagnosis.cause;
}

it('finds nothing where packets are answered', () => {
  expect(causeOf('answered')).toBeNull();
});

/** Each was seen to be cured by its command when it was recorded, but for that without one. */
const BREAKAGES: readonly (readonly [
  recording: string,
  code: string,
  text: RegExp,
  repair: RegExp | null,
])[] = [
  [
    'other-key',
    'TUNNEL_INTERFACE_MISMATCH',
    /^Tunnel1 of onprem-router has key 7, .* have mark 100/,
    /type vti .* key 100/,
  ],
  ['other-key-back', 'TUNNEL_INTERFACE_MISMATCH', /has key 7, .* have mark 100/, /type vti .* key 100/],
  [
    'other-ikey',
    'TUNNEL_INTERFACE_MISMATCH',
    /key 100 for what goes out and 7 for what comes in/,
    /type vti .* key 100/,
  ],
  [
    'other-remote',
    'TUNNEL_INTERFACE_MISMATCH',
    /is between 10.30.12.85 and 43.200.198.99/,
    /remote 43.200.198.51/,
  ],
  [
    'if-id-beside-mark',
    'TUNNEL_INTERFACE_MISMATCH',
    /has if_id 100, .* have mark 100/,
    /type vti .* key 100/,
  ],
  [
    'disable-xfrm',
    'IPSEC_BYPASSED',
    /^Tunnel1 of onprem-router has disable_xfrm=1/,
    /^sysctl -w net.ipv4.conf.Tunnel1.disable_xfrm=0$/,
  ],
  [
    'routes-of-charon',
    'POLICY_ROUTE_MISMATCH',
    /has installed in table 220 .* leaves by eth0$/,
    /^ip route flush table 220$/,
  ],
  [
    'policies-flushed',
    'IPSEC_POLICY_MISSING',
    /^Tunnel1 of onprem-router has its CHILD_SA/,
    /--initiate --ike Tunnel1/,
  ],
  [
    'states-flushed',
    'IPSEC_SA_MISSING',
    /has not got the SA with SPI [0-9a-f]{8}/,
    /--initiate --ike Tunnel1/,
  ],
  ['same-mark', 'IPSEC_POLICY_REPLACED', /^Tunnel1 and Tunnel2 of onprem-router have the same key 100/, null],
  ['rebooted', 'TUNNEL_INTERFACE_DOWN', /line 4 of \S+ made it once/, /^ip link add Tunnel1 type vti/],
  ['no-leftid', 'TUNNEL_DOWN_ID_MISMATCH', /knows no peer 10.30.12.85/, /leftid=3.36.6.148/],
  [
    'equal-selectors',
    'IPSEC_POLICY_REPLACED',
    /have the same traffic selectors: .* that of aws-tunnel2/,
    /--terminate --ike aws-tunnel2/,
  ],
];

describe('a router broken on the kernel data plane', () => {
  it.each(BREAKAGES)('%s: %s', (recording, code, text, repair) => {
    const cause = causeOf(recording);
    expect(cause).toMatchObject({ code, text: expect.stringMatching(text) as unknown });
    if (repair === null) expect(cause?.repair).toBeNull();
    else expect(cause?.repair?.command).toMatch(repair);
  });
});

it('makes a VTI anew as it was, with its peer', () => {
  expect(causeOf('other-key')?.repair?.command).toContain(
    'ip address add 169.254.216.30 peer 169.254.216.29/30 dev Tunnel1 && ip link set Tunnel1 mtu 1419 up',
  );
});
