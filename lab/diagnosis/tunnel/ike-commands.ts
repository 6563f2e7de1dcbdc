import { viciSocket } from '../../plan/services/charon-paths.ts';
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
  const at = uri(scene, ends);
  const command =
    at === null ? `ipsec auto --down ${name}` : `swanctl --terminate --ike ${name} --force ${at}`;
  return { node, command };
}

/** Has the router initiate a connection; whatever IKE_SA there is goes first: it may be one that the peer does not know any more. */
export function initiateAnew(scene: Pick<Scene, 'lab' | 'plan'>, ends: ConfiguredTunnel): NodeCommand {
  const { node, command } = terminate(scene, ends);
  const { name } = ends.connection;
  const seconds = Math.ceil(BUDGETS_MS.initiate / 1000);
  const at = uri(scene, ends);
  const initiate =
    at === null
      ? `timeout ${seconds} ipsec auto --up ${name}`
      : `swanctl --initiate --ike ${name} --child ${ends.connection.childSa} --timeout ${seconds} ${at}`;
  return { node, command: `${command}; ${initiate}` };
}

/** How swanctl is told which daemon is meant; null of one that is not asked by swanctl, as libreswan's. */
function uri(
  { lab, plan }: Pick<Scene, 'lab' | 'plan'>,
  { customerGateway, connection }: ConfiguredTunnel,
): string | null {
  const daemon = daemonOf(lab, plan, customerGateway.router.name, connection.name);
  return daemon === null ? null : `--uri unix://${viciSocket(daemon)}`;
}
