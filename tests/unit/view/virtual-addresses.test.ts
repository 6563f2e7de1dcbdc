import { expect, it } from 'vitest';
import { formatVirtualAddresses } from '../../../lab/cli/format/virtual-addresses.ts';
import { readVrrpState } from '../../../lab/probe/vrrp-states.ts';
import { isAsItShouldBe, virtualAddressViews } from '../../../lab/view/virtual-addresses.ts';
import { plain } from '../cli/fixtures.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';

const HELD = '7: eth1    inet 10.30.128.254/20 scope global secondary eth1\n';

/** What the routers say, of which some have the address, and the keepalived of some runs. */
const view = (holders: readonly string[], runs: readonly string[]) =>
  virtualAddressViews(
    twoRoutersLab(),
    new Map(
      ['onprem-router', 'onprem-2-router'].map((name) => [
        name,
        readVrrpState(`${runs.includes(name) ? 'keepalived\n' : ''}${holders.includes(name) ? HELD : ''}`),
      ]),
    ),
  );
const both = ['onprem-router', 'onprem-2-router'];

it('shows who has each address, and who could', () => {
  const [well] = view(['onprem-router'], both);
  expect(well).toEqual({
    virtualIpAddress: '10.30.128.254',
    lan: 'onprem-lan',
    heldBy: ['onprem-router'],
    routers: [
      { router: 'onprem-router', vrrpPriority: 100, keepalived: true },
      { router: 'onprem-2-router', vrrpPriority: 90, keepalived: true },
    ],
  });
  expect(isAsItShouldBe(well!)).toBe(true);
  expect(formatVirtualAddresses([well!], plain).join('\n')).toMatchInlineSnapshot(`
    "Virtual addresses (VRRP)
      address        LAN         held by        routers, priority
      10.30.128.254  onprem-lan  onprem-router  onprem-router 100, onprem-2-router 90"
  `);
});

it('shows what is wrong', () => {
  const shown = [view(both, ['onprem-2-router']), view([], both)].flat();
  expect(shown.map(isAsItShouldBe)).toEqual([false, false]);
  expect(formatVirtualAddresses(shown, plain).join('\n')).toMatchInlineSnapshot(`
    "Virtual addresses (VRRP)
      address        LAN         held by                                      routers, priority
      10.30.128.254  onprem-lan  onprem-router, onprem-2-router: split brain  onprem-router 100 (keepalived does not run), onprem-2-router 90
      10.30.128.254  onprem-lan  nobody                                       onprem-router 100, onprem-2-router 90"
  `);
});

it('shows nothing of a lab whose routers share no address', () => {
  expect(virtualAddressViews(referenceLab, new Map())).toEqual([]);
  expect(formatVirtualAddresses([], plain)).toEqual([]);
});
