import { filesOf } from '../../../lab/plan/files.ts';
import { isOurs } from '../../../lab/plan/images.ts';
import { charonsOf } from '../../../lab/plan/services/find-charon.ts';
import type { Plan } from '../../../lab/plan/types.ts';

/** A plan as a person reads it: nodes with their settings and files, then the links. A repeated file is shown once. */
export function planText(plan: Plan): string {
  const firstWith = new Map<string, string>();
  const nodes = plan.nodes.flatMap((node) => [
    '',
    `${node.name} (${node.role}, image ${isOurs(node.image) ? node.image : node.image.name})`,
    ...Object.entries(node.sysctls).map(([name, value]) => `  sysctl ${name} = ${value}`),
    ...node.devices.map((path) => `  device ${path}`),
    ...charonsOf(node).map(
      ({ name, connections }) => `  daemon ${name}: ${connections.map((each) => each.name).join(', ')}`,
    ),
    ...node.keys.map(({ connection, tunnel }) => `  key of ${tunnel} for ${connection}`),
    ...filesOf(node).flatMap(({ path, content }) => {
      const first = firstWith.get(path + content);
      if (first !== undefined) return [`  ${path}: as in ${first}`];
      firstWith.set(path + content, node.name);
      return [
        `  ${path}`,
        ...content
          .trimEnd()
          .split('\n')
          .map((line) => `    | ${line}`.trimEnd()),
      ];
    }),
  ]);
  const links = plan.links.map(
    ({ name, ends }) => `  ${name}: ${ends.map((end) => `${end.node}/${end.interface}`).join(' - ')}`,
  );
  return [`lab ${plan.lab}, data plane ${plan.dataplane}`, ...nodes, '', 'links', ...links, ''].join('\n');
}
