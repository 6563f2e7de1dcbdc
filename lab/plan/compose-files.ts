import { given } from '../given.ts';
import { filesOf } from './files.ts';
import { pskFolder } from './services/charon-paths.ts';
import type { PlanFile } from './plan-file.ts';
import type { NodePlan, Plan } from './types.ts';

const NODE_FOLDER = '/etc/s2s/';

/** A file that docker compose puts into one node, or into several that have it alike. */
interface ComposeConfig {
  readonly name: string;
  readonly path: string;
  readonly content: string;
  readonly mode?: number;
  readonly nodes: readonly string[];
}

/** The files of all nodes; a file is named after its node, or after the role that those that share it have in common. */
export function composeConfigs(plan: Plan): ComposeConfig[] {
  const files = new Map<string, PlanFile & { readonly owners: NodePlan[] }>();
  for (const node of plan.nodes) {
    for (const each of filesOf(node)) {
      const same = JSON.stringify([each.path, each.content, each.mode]);
      const file = files.get(same) ?? { ...each, owners: [] };
      file.owners.push(node);
      files.set(same, file);
    }
  }
  const taken = new Set<string>();
  return [...files.values()].map(({ path, content, mode, owners }) => {
    const short = path
      .replace(NODE_FOLDER, '')
      .replace(/^\//, '')
      .replaceAll(/[^\w.-]+/g, '.');
    const roles = new Set(owners.map(({ role }) => role));
    const owner = owners.length === 1 ? owners[0]!.name : roles.size === 1 ? owners[0]!.role : '';
    let name = owner === '' ? short : `${owner}.${short}`;
    while (taken.has(name)) name += '-';
    taken.add(name);
    return { name, path, content, ...given({ mode }), nodes: owners.map((owner) => owner.name) };
  });
}

/**
 * The volumes that hold a node's pre-shared keys, and where they are mounted. The two ends of a tunnel share one,
 * unless the lab gives them different keys.
 */
export function keyVolumes(plan: Plan, node: NodePlan): { name: string; path: string }[] {
  const endpointKeys = plan.nodes
    .filter(({ role }) => role === 'tunnel-endpoint')
    .flatMap(({ keys }) => keys);
  return node.keys.map(({ connection, tunnel, preSharedKey }) => {
    const shared = endpointKeys.some((key) => key.tunnel === tunnel && key.preSharedKey === preSharedKey);
    return { name: shared ? `psk-${tunnel}` : `psk-${tunnel}-${node.name}`, path: pskFolder(connection) };
  });
}
