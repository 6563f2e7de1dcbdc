import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { apply, undo } from '../../plan/commands/ip.ts';
import type { IpRoute } from '../../plan/commands/ip-route.ts';
import { portsOf } from '../../topology/graph/links.ts';
import { bound } from '../../topology/graph/find.ts';
import { faultKind } from '../fault.ts';
import { TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/** Before both metrics that the gateway's routes into a connection's tunnels have. */
const PREFERRED = 50;

/**
 * Has AWS send by a tunnel of its choice: of a connection's two tunnels it uses one for what it sends, whichever the
 * customer uses, and may change its mind (AWS S2S VPN user guide, Routing options). While the tunnel is down AWS uses the
 * other one all the same.
 */
export const preferTunnel = faultKind({
  summary: "have AWS answer by this tunnel, whichever the customer's router sends by",
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { name } = tunnelNamed(planned, tunnel);
    const port = portsOf(planned.definition, name).find(({ attachment }) => attachment !== null);
    const gateway = port?.neighbour;
    const commands =
      gateway === undefined
        ? []
        : bound(bound(planned.plan.nodes, gateway.node).interfaces, gateway.interface).commands;
    const routes = commands.filter((each): each is IpRoute => each.kind === 'route' && each.verb === 'add');
    if (gateway === undefined || routes.length === 0) {
      throw new UsageError({ key: 'tunnel', what: 'AWS has no static route into this tunnel', value: name });
    }
    const preferred = routes.map((route): IpRoute => ({ ...route, metric: PREFERRED }));
    return {
      text: `AWS answers by ${name}`,
      apply: [{ node: gateway.node, run: preferred.flatMap(apply).join(' &&\n') }],
      undo: [{ node: gateway.node, run: preferred.flatMap((each) => undo(each) ?? []).join(' &&\n') }],
    };
  },
});
