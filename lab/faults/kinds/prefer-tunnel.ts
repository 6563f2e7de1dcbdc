import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { apply, undo } from '../../plan/commands/ip.ts';
import type { IpRoute } from '../../plan/commands/ip-route.ts';
import { bgpTunnel } from '../../topology/graph/bgp.ts';
import { portsOf } from '../../topology/graph/links.ts';
import { bound } from '../../topology/graph/find.ts';
import type { Tunnel } from '../../topology/types.ts';
import { LOWER_MED, otherSessions, withConstant } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import type { FaultPlan, PlannedLab } from '../fault.ts';
import { TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/** Before both metrics that the gateway's routes into a connection's tunnels have. */
const PREFERRED = 50;

type Deeds = Pick<FaultPlan, 'apply' | 'undo'>;

/**
 * Has AWS send by a tunnel of its choice: of a connection's two tunnels it uses one for what it sends, whichever the
 * customer uses, and may change its mind (AWS S2S VPN user guide, Routing options). While the tunnel is down AWS uses the
 * other one all the same. Of routes that BGP has brought, a longer AS path is not preferred by it.
 */
export const preferTunnel = faultKind({
  summary: "have AWS answer by this tunnel, whichever the customer's router sends by",
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel: name }) {
    const tunnel = tunnelNamed(planned, name);
    const deeds = [byMetric(planned, tunnel), byMed(planned, tunnel)];
    if (deeds.every((each) => each.apply.length === 0)) {
      const what = 'AWS has no static route into this tunnel, and no second BGP session beside its own';
      throw new UsageError({ key: 'tunnel', what, value: name });
    }
    return {
      text: `AWS answers by ${name}`,
      apply: deeds.flatMap((each) => each.apply),
      undo: deeds.flatMap((each) => each.undo),
    };
  },
});

/** The gateway's static routes into the tunnel. */
function byMetric({ definition, plan }: PlannedLab, { name }: Tunnel): Deeds {
  const port = portsOf(definition, name).find(({ attachment }) => attachment !== null);
  const gateway = port?.neighbour;
  const commands =
    gateway === undefined
      ? []
      : bound(bound(plan.nodes, gateway.node).interfaces, gateway.interface).commands;
  const routes = commands.filter((each): each is IpRoute => each.kind === 'route' && each.verb === 'add');
  if (gateway === undefined || routes.length === 0) return { apply: [], undo: [] };
  const preferred = routes.map((route): IpRoute => ({ ...route, metric: PREFERRED }));
  return {
    apply: [{ node: gateway.node, run: preferred.flatMap(apply).join(' &&\n') }],
    undo: [{ node: gateway.node, run: preferred.flatMap((each) => undo(each) ?? []).join(' &&\n') }],
  };
}

/** What the sessions over a connection's tunnels have brought: the lower MED wins (RFC 4271, 9.1.2.2). */
function byMed(planned: PlannedLab, tunnel: Tunnel): Deeds {
  const session = bgpTunnel(planned.definition, tunnel);
  const others = session === undefined ? [] : otherSessions(planned, session);
  return {
    apply: others.map((node) => withConstant(node, 'MED_ADDED', LOWER_MED)),
    undo: others.map((node) => withConstant(node, 'MED_ADDED', null)),
  };
}
