import { filesOf } from '../../../lab/plan/files.ts';
import type { NodePlan, Plan } from '../../../lab/plan/types.ts';
import { addSite } from '../fixtures/changes.ts';
import { changedLab } from '../fixtures/reference-lab.ts';

export const PLANES = ['kernel', 'userspace'] as const;

/** A second site with public addresses of its own, and a host behind its router. */
export const twoSites = changedLab((lab) => {
  addSite(lab);
  const branch = lab.customerGateways[1]!;
  branch.ipAddress = '3.36.6.149';
  branch.hosts = [{ name: 'branch-server', privateIpAddress: '10.40.141.20' }];
  lab.vpnConnections[1]!.tunnels[0].outsideIpAddress = '43.200.198.52';
  lab.vpnConnections[1]!.tunnels[1].outsideIpAddress = '43.203.78.36';
});

/** The reference lab with an attachment that no route table is associated with. */
export const unassociated = changedLab((lab) => {
  lab.gateways[0].routeTables[0]!.associations = [];
});

export const nodeOf = (plan: Plan, name: string): NodePlan => plan.nodes.find((node) => node.name === name)!;

/** The text of a file below /etc/s2s. */
export function fileOf(plan: Plan, node: string, path: string): string {
  return (
    filesOf(nodeOf(plan, node)).find((file) => file.path === `/etc/s2s/${path}`)?.content ?? `no ${path}`
  );
}
