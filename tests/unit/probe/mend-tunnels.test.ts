import { describe, expect, it } from 'vitest';
import type { ChildSa, IkeSa } from '../../../lab/ike/sa.ts';
import { mismatch } from '../../../lab/probe/mend-tunnels.ts';
import { tunnel1Up } from '../cli/fixtures.ts';

const child = (changed: Partial<ChildSa>): ChildSa => ({ ...tunnel1Up.childSa!, ...changed });
const ike = (changed: Partial<IkeSa>): IkeSa => ({ ...tunnel1Up.ikeSa!, ...changed });

/** How the two ends of Tunnel1 differ. */
const differ = (router: readonly IkeSa[], endpoint: readonly IkeSa[]): string | null =>
  mismatch({ node: 'onprem-router', sas: router }, { node: 'tunnel-1', sas: endpoint });

const atRouter = ike({ childSas: [child({ spiIn: 'a', spiOut: 'b' })] });
const atEndpoint = ike({ name: 'tunnel-1', childSas: [child({ spiIn: 'b', spiOut: 'a' })] });

describe('mismatch', () => {
  it('is none where each end sends into an SA that the other has', () => {
    expect(differ([atRouter], [atEndpoint])).toBeNull();
  });

  it('is none while a CHILD_SA is rekeyed and one end still has the old one', () => {
    const both = ike({
      childSas: [child({ spiIn: 'a', spiOut: 'b', state: 'REKEYING' }), child({ spiIn: 'c', spiOut: 'd' })],
    });
    const other = ike({
      childSas: [child({ spiIn: 'b', spiOut: 'a', state: 'REKEYING' }), child({ spiIn: 'd', spiOut: 'c' })],
    });
    expect(differ([both], [other])).toBeNull();
  });

  it.each<[string, readonly IkeSa[], readonly IkeSa[], string]>([
    ['neither end has an IKE_SA', [], [], 'it had no IKE_SA'],
    ['the endpoint has lost its SAs', [atRouter], [], 'only onprem-router had its SAs'],
    ['the router has lost its SAs', [], [atEndpoint], 'only tunnel-1 had its SAs'],
    [
      'the router tries in vain',
      [ike({ state: 'CONNECTING', childSas: [] })],
      [],
      'onprem-router had CONNECTING, no CHILD_SA; tunnel-1 had no IKE_SA, no CHILD_SA',
    ],
    [
      'the CHILD_SA is gone at both ends',
      [ike({ childSas: [] })],
      [ike({ name: 'tunnel-1', childSas: [] })],
      'onprem-router had ESTABLISHED, no CHILD_SA; tunnel-1 had ESTABLISHED, no CHILD_SA',
    ],
    [
      'the ends have different CHILD_SAs',
      [atRouter],
      [ike({ name: 'tunnel-1', childSas: [child({ spiIn: 'y', spiOut: 'z' })] })],
      'onprem-router and tunnel-1 had different CHILD_SAs',
    ],
  ])('is told where %s', (_, router, endpoint, reason) => {
    expect(differ(router, endpoint)).toBe(reason);
  });
});
