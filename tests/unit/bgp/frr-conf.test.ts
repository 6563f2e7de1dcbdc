import { describe, expect, it } from 'vitest';
import { renderFrrConf } from '../../../lab/bgp/frr-conf.ts';
import type { FrrNeighbor } from '../../../lab/bgp/frr-conf.ts';

const LANS = ['10.30.128.0/20', '10.30.144.0/20'];
const neighbor: FrrNeighbor = {
  ...{ connection: 'Tunnel1', address: '169.254.216.29', asn: 64512, networks: [] },
  ...{ asPathPrepend: 0, med: 0, localPreference: 100, bfd: false },
  timers: { holdSeconds: 3, keepaliveSeconds: 1, connectRetrySeconds: 1 },
};
const render = (networks: readonly string[]): string =>
  renderFrrConf({
    ...{ hostname: 'onprem-router', asn: 65000, address: '10.30.12.85', maximumPaths: 1, lans: LANS },
    ...{ neighbors: [{ ...neighbor, networks }], peers: [] },
  });

describe('frr.conf of a router', () => {
  it('announces a LAN while its route is there, and any other prefix always', () => {
    const text = render([LANS[1]!, '10.30.0.0/20']);
    expect(text).toContain('\n no bgp network import-check\n');
    expect(text.match(/ {2}network .*/g)).toEqual(['  network 10.30.0.0/20']);
    expect(text).toContain('\n  redistribute connected route-map LANS\n');
    expect(text).toContain(
      '\nip prefix-list LANS seq 5 permit 10.30.144.0/20\nroute-map LANS permit 10\n match ip address prefix-list LANS\n',
    );
  });

  it('has none of its own LANs in it where the block of the site is announced', () => {
    const text = render(['10.30.0.0/16']);
    expect(text).toContain('\n  network 10.30.0.0/16\n');
    expect(text).not.toMatch(/LANS|redistribute/);
  });
});
