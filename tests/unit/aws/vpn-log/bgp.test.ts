import { describe, expect, it } from 'vitest';
import { bgpLog } from '../../../../lab/aws/vpn-log/bgp.ts';
import type { BgpRecord } from '../../../../lab/aws/vpn-log/record.ts';

const TIME = '2026-11-28T17:22:03.637Z';
const NEIGHBOR = '169.254.216.30';

const log = () => bgpLog({ resourceId: 'vpn_43.200.198.51', neighbor: NEIGHBOR, customerAsn: 65000 });

/** What BIRD says at AWS's end, as records. */
function read(...lines: readonly string[]): BgpRecord[] {
  const reader = log();
  return lines.flatMap((line) => reader(TIME, `2026-11-28 17:22:03.637 ${line}`) ?? []);
}

const details = (line: string): unknown => read(line)[0]?.message;

const ROUTE = '<INFO> route 10.30.0.0/16 path (path 65000 65010) pref 100 med 0 via 169.254.216.30';

describe('the tunnel BGP log', () => {
  it('has the fields of AWS', () => {
    expect(read('<TRACE> customer: BGP session established')).toEqual([
      {
        resource_id: 'vpn_43.200.198.51',
        event_timestamp: Date.parse(TIME),
        timestamp: '2026-11-28 17:22:03.637Z',
        type: 'BGPStatus',
        status: 'UP',
        message: {
          details: `AWS-side peer BGP session state has changed from OpenConfirm to Established with neighbor ${NEIGHBOR}`,
        },
      },
    ]);
  });

  it('has routes of IPv6', () => {
    const route = '<INFO> route 2001:db8:c::/48 path (path 65000) pref 100 med 0 via fd3a:51e:1::2';
    const seen = read(route, '<TRACE> customer.ipv6 > removed [sole] 2001:db8:c::/48 0L 4G unicast');
    expect(seen).toMatchObject([
      { status: 'ADVERTISED', message: { prefix: '2001:db8:c::/48', nextHopIp: 'fd3a:51e:1::2' } },
      { status: 'WITHDRAWN', message: { prefix: '2001:db8:c::/48' } },
    ]);
  });

  it('has each route with its attributes: advertised, updated, withdrawn', () => {
    const withdrawn = '<TRACE> customer.ipv4 > removed [sole] 10.30.0.0/16 0L 3G unicast';
    const seen = read(ROUTE, ROUTE.replace('med 0', 'med 50'), withdrawn, ROUTE);
    expect(seen.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'RouteStatus ADVERTISED',
      'RouteStatus UPDATED',
      'RouteStatus WITHDRAWN',
      'RouteStatus ADVERTISED',
    ]);
    expect(seen[1]?.message).toEqual({
      prefix: '10.30.0.0/16',
      asPath: '65000 65010',
      localPref: 100,
      med: 50,
      nextHopIp: NEIGHBOR,
    });
    expect(seen[2]?.message).toEqual({ prefix: '10.30.0.0/16' });
  });

  it.each([
    ['<TRACE> customer: Started', 'AWS-side peer BGP session state has changed from Idle to Connect'],
    [
      '<TRACE> customer: Connecting to 169.254.216.30 from local',
      'AWS-side peer is initiating a connection (via Connect)',
    ],
    ['<TRACE> customer: Connected', 'AWS-side peer BGP session state has changed from Connect to OpenSent'],
    [
      '<TRACE> customer: Connection lost (Connection refused)',
      'AWS-side peer BGP session state has changed from Connect to Active',
    ],
    [
      '<TRACE> customer: BGP session closed',
      'AWS-side peer BGP session state has changed from Established to Idle',
    ],
    [
      '<RMT> customer: Received: Administrative reset',
      'AWS-side peer received notification 6/4 (Cease/Administrative Reset)',
    ],
    [
      '<TRACE> customer: Shutdown requested',
      'AWS-side peer sent a notification 6/2 (Cease/Administrative Shutdown)',
    ],
    [
      '<WARN> Channel customer.ipv4 hits route import limit (1000), action: disable',
      'the maximum prefix limit was exceeded - received more than 1000 prefixes from neighbor 169.254.216.30, limit is 1000',
    ],
    ['<RMT> customer: Error: Hold timer expired', 'AWS-side peer sent a Hold Timer Expired notification'],
    ['<RMT> customer: Error: Bad peer AS: 65001', 'AWS-side peer detected a bad OPEN message'],
  ])('says of %s what AWS says', (line, message) => {
    expect(details(line)).toMatchObject({ details: expect.stringContaining(message) as unknown });
    expect(read(line)[0]).toMatchObject({ type: 'BGPStatus', status: 'DOWN' });
  });

  it('leaves out what is advertised to the router, and what others say', () => {
    expect(
      read(
        '<TRACE> customer.ipv4 < added 10.20.0.0/16 0L 2G unicast',
        '<TRACE> customer: Connect delayed by 1 seconds',
        '<TRACE> gateway: BGP session established',
      ),
    ).toEqual([]);
  });
});
