import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { portsOf } from '../../topology/graph/links.ts';
import { tunnelInterfaces } from '../../topology/graph/tunnels.ts';
import { FABRIC } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import type { Deed } from '../fault.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { setOwnSysctls } from '../own-router.ts';
import { ROUTER } from '../router.ts';
import { plannedSysctl } from '../sysctl.ts';

const STRICT = '1';

const rpFilter = (of: string, value: string): string => `net/ipv4/conf/${of}/rp_filter=${value}`;

/**
 * Reverse path filtering as many distributions have it: a packet is dropped unless its source's route leads to the
 * interface it came by. AWS may answer on the other tunnel than the router sends by (AWS S2S VPN user guide, Routing:
 * asymmetric routing has to be allowed), so it bites as soon as the two differ, and not before. The kernel takes the
 * greater of `all` and the interface's own, and 2, loose, is the greater: so every interface is set, and `default` for
 * those still to come.
 *
 * It spares what has come out of IPsec (net/ipv4/fib_frontend.c, `secpath_exists`). An XFRM interface leaves that mark
 * on a packet, a VTI does not, nor does a TUN: so on the kernel data plane it takes the VTIs of AWS's sample.
 */
export const strictRpFilter = faultKind({
  summary: 'filter reverse paths strictly on the on-premises router: asymmetric answers are dropped',
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router }) {
    const site = gatewayOfRouter(planned.definition, router).router;
    const { name, tunnelInterface } = site;
    const { definition: lab, plan } = planned;
    if (plan.dataplane === 'kernel' && tunnelInterface === 'xfrm') {
      throw new UsageError({
        what: `would drop nothing: ${name} has XFRM interfaces`,
        key: 'strict-rp-filter',
        rule: 'Linux does not filter the reverse path of what an XFRM interface has taken out of IPsec',
        hint: `tunnelInterface: vti for ${name} in the lab file, as in AWS's sample configuration`,
      });
    }
    const interfaces = [
      'default',
      ...portsOf(lab, name).map((port) => port.interface),
      ...site.insideSubnets.map((each) => each.interface),
      ...tunnelInterfaces(site),
    ];
    // One that is away has the default when it comes back.
    const set = (all: string, value: string): Deed => ({
      node: FABRIC,
      run: [
        's2s-sysctl -e',
        name,
        rpFilter('all', all),
        ...interfaces.map((each) => rpFilter(each, value)),
      ].join(' '),
    });
    const text = `${name} drops what comes by another interface than it would answer by (rp_filter=1)`;
    if (site.own !== null) {
      const all = ['all', ...interfaces].map((each) => [`net.ipv4.conf.${each}.rp_filter`, STRICT] as const);
      const deeds = setOwnSysctls(name, 'strict-rp-filter', Object.fromEntries(all));
      return { text, apply: [deeds.apply], undo: [deeds.undo] };
    }
    const before = (of: 'all' | 'default'): string =>
      plannedSysctl(plan, name, `net.ipv4.conf.${of}.rp_filter`);
    return {
      text,
      apply: [set(STRICT, STRICT)],
      undo: [set(before('all'), before('default'))],
    };
  },
});
