import { describe, expect, it } from 'vitest';
import { readLearnedRoutes } from '../../../lab/bgp/learned-routes.ts';

const SHOWN = `BIRD 2.17.6 ready.
Table master4:
10.30.0.0/16         unicast [customer 09:14:54.338] * (100) [AS65000i]
	via 169.254.216.30 on vpn
	Type: BGP univ
	BGP.origin: IGP
	BGP.as_path: 65000 65000
	BGP.next_hop: 169.254.216.30
	BGP.med: 50
	BGP.local_pref: 100
0.0.0.0/0            unicast [customer 09:14:54.338] * (100) [AS65000i]
	via 169.254.216.30 on vpn
	BGP.as_path: 65000
2001:db8:c::/48      unicast [customer 02:24:27.260] * (200) [AS65000i]
	via fd3a:51e:1::2 on vpn
	BGP.as_path: 65000
	BGP.next_hop: fd3a:51e:1::2 fe80::680d:454e:738f:26ab
	BGP.med: 0
`;

describe('readLearnedRoutes', () => {
  it('has each prefix with its AS_PATH and MED', () => {
    expect(readLearnedRoutes(SHOWN)).toEqual([
      { destinationCidrBlock: '10.30.0.0/16', asPath: [65000, 65000], med: 50 },
      { destinationCidrBlock: '0.0.0.0/0', asPath: [65000], med: 0 },
      { destinationCidrBlock: '2001:db8:c::/48', asPath: [65000], med: 0 },
    ]);
  });

  it('has none where nothing was learned', () => {
    expect(readLearnedRoutes('BIRD 2.17.6 ready.\n')).toEqual([]);
  });
});
