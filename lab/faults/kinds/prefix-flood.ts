import * as z from 'zod';
import { maxLearnedPrefixes } from '../../aws/bgp-session.ts';
import { addressAt, asBlock } from '../../topology/cidr.ts';
import { modifyRouterBgp } from '../../topology/edits/router.ts';
import { bgpTunnels, networksOf } from '../../topology/graph/bgp.ts';
import type { IpVersion } from '../../topology/types.ts';
import { speakerNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { ROUTER } from '../router.ts';
import { replan } from '../replan.ts';

/**
 * A router announces one prefix more than AWS takes, 1,000 to a Transit Gateway and 100 to a virtual private gateway: AWS ends
 * every session of it (Cease, RFC 4486), and the tunnels stay up (AWS S2S VPN user guide, Quotas). It comes back once somebody
 * at AWS's end lets it, as the undo does.
 */
export const prefixFlood = faultKind({
  summary: 'let a router announce one prefix more by BGP than AWS takes',
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router: name }) {
    const { definition: lab } = planned;
    const { router, cidrBlock, ipv6CidrBlock } = speakerNamed(planned, name);
    const sessions = bgpTunnels(lab).filter(({ customerGateway }) => customerGateway.router.name === name);
    const limit = Math.max(...sessions.map(({ gateway }) => maxLearnedPrefixes(gateway)));
    const blocks = { ipv4: cidrBlock, ipv6: ipv6CidrBlock };
    const flood = (version: IpVersion): readonly string[] => {
      const [block, own] = [blocks[version], networksOf(router.bgp, version)];
      if (block === undefined) return own;
      const more = Array.from({ length: limit + 1 }, (_, n) => asBlock(addressAt(block, n)));
      return [...new Set([...own, ...more])].slice(0, limit + 1);
    };
    // Over each session goes what it carries.
    const networks = [...new Set(sessions.map(({ ipVersion }) => ipVersion))].flatMap(flood);
    const { apply, undo } = replan(planned, modifyRouterBgp(lab, { router: name, settings: { networks } }));
    const enabled = sessions.map(({ tunnel }) => ({ node: tunnel.name, run: 'birdc enable customer' }));
    return { text: `${name} announces ${limit + 1} prefixes`, apply, undo: [...undo, ...enabled] };
  },
});
