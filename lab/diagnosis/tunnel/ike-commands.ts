import { viciSocket } from '../../plan/services/charon-paths.ts';
import { charonOf } from '../../plan/services/find-charon.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import type { NodeCommand } from '../hop.ts';
import type { Scene } from '../scene.ts';

/** Has the router give up a connection's SAs, whatever the peer says. */
export function terminate(scene: Pick<Scene, 'plan'>, ends: ConfiguredTunnel): NodeCommand {
  const { customerGateway, connection } = ends;
  const command = `swanctl --terminate --ike ${connection.name} --force ${uri(scene, ends)}`;
  return { node: customerGateway.router.name, command };
}

/** Has the router initiate a connection; whatever IKE_SA there is goes first: it may be one that the peer does not know any more. */
export function initiateAnew(scene: Pick<Scene, 'plan'>, ends: ConfiguredTunnel): NodeCommand {
  const { node, command } = terminate(scene, ends);
  const { name } = ends.connection;
  const seconds = Math.ceil(BUDGETS_MS.initiate / 1000);
  return {
    node,
    command: `${command}; swanctl --initiate --ike ${name} --child ${name} --timeout ${seconds} ${uri(scene, ends)}`,
  };
}

function uri({ plan }: Pick<Scene, 'plan'>, { customerGateway, connection }: ConfiguredTunnel): string {
  const { daemon, name } = connection;
  return `--uri unix://${viciSocket(daemon ?? charonOf(plan, customerGateway.router.name, name).name)}`;
}
