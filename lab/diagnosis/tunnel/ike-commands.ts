import { daemonOf } from '../../plan/services/find-charon.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import type { NodeCommand } from '../hop.ts';
import type { Scene } from '../scene.ts';

/** Has the router give up a connection's SAs, whatever the peer says. */
export function terminate(scene: Pick<Scene, 'lab' | 'plan'>, ends: ConfiguredTunnel): NodeCommand {
  const { customerGateway, connection } = ends;
  const node = customerGateway.router.name;
  const { name } = connection;
  const command = hasCharon(scene, ends)
    ? `swanctl --terminate --ike ${name} --force`
    : `ipsec auto --down ${name}`;
  return { node, command };
}

/** Has the router initiate a connection; whatever IKE_SA there is goes first: it may be one that the peer does not know any more. */
export function initiateAnew(scene: Pick<Scene, 'lab' | 'plan'>, ends: ConfiguredTunnel): NodeCommand {
  const { node, command } = terminate(scene, ends);
  const { name } = ends.connection;
  const seconds = Math.ceil(BUDGETS_MS.initiate / 1000);
  const initiate = hasCharon(scene, ends)
    ? `swanctl --initiate --ike ${name} --child ${ends.connection.childSa} --timeout ${seconds}`
    : `timeout ${seconds} ipsec auto --up ${name}`;
  return { node, command: `${command}; ${initiate}` };
}

/** Whether the router's daemon is a charon, which swanctl speaks to; libreswan's is not. */
function hasCharon(
  { lab, plan }: Pick<Scene, 'lab' | 'plan'>,
  { customerGateway, connection }: ConfiguredTunnel,
): boolean {
  return daemonOf(lab, plan, customerGateway.router.name, connection.name) !== null;
}
