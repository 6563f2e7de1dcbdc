import { effectiveRoutes } from '../aws/transit-gateway.ts';
import type { EffectiveRoute } from '../aws/transit-gateway.ts';
import { labContainers } from '../engine/containers.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import type { DataplaneName, NodeRole } from '../plan/types.ts';
import { sidesOf } from '../probe/explain/ike-side.ts';
import type { TunnelState } from '../probe/tunnels.ts';
import { FABRIC } from '../topology/names.ts';
import type { Lab, TimerProfile } from '../topology/types.ts';
import { nodeAddresses } from './node-addresses.ts';
import { tunnelViews } from './tunnel-view.ts';
import type { TunnelView } from './tunnel-view.ts';

/** What is shown of a running lab, as people read it and as `--json` prints it. */
export interface LabView {
  readonly lab: string;
  readonly dataplane: DataplaneName;
  readonly timers: TimerProfile;
  readonly nodes: readonly NodeView[];
  readonly tunnels: readonly TunnelView[];
}

export interface NodeView {
  readonly name: string;
  readonly role: NodeRole | typeof FABRIC;
  readonly addresses: readonly string[];
  readonly running: boolean;
  /** `running`, or how its container ended, e.g. `exited (137) 3 seconds ago`. */
  readonly state: string;
}

/** A Transit Gateway route table as it is configured. */
export interface RouteTableView {
  readonly name: string;
  readonly associations: readonly string[];
  readonly routes: readonly EffectiveRoute[];
}

/** Gathers what is shown of a running lab; what its routers say of the tunnels is known already. */
export async function labView(lab: StartedLab, tunnels: readonly TunnelState[]): Promise<LabView> {
  const names = lab.lab.vpnConnections.flatMap((vpn) => vpn.tunnels.map(({ name }) => name));
  const endpoints = await sidesOf(
    lab,
    names.map((name) => ({ node: name, connection: name })),
  );
  return {
    lab: lab.name,
    dataplane: lab.dataplane,
    timers: lab.lab.timers,
    nodes: await nodeViews(lab),
    tunnels: tunnelViews(lab.lab, tunnels, endpoints),
  };
}

async function nodeViews({ docker, name, lab, plan }: StartedLab): Promise<NodeView[]> {
  const containers = await labContainers(docker, name);
  const addresses = nodeAddresses(lab);
  return [...plan.nodes, { name: FABRIC, role: FABRIC } as const].map(({ name: node, role }) => {
    const container = containers.find(({ Labels }) => Labels[NODE_LABEL] === node);
    return {
      name: node,
      role,
      addresses: addresses.get(node) ?? [],
      running: container?.State === 'running',
      state: nodeState(container),
    };
  });
}

/** @param container as the engine lists it: `State` is a word, `Status` a phrase. */
function nodeState(container?: { readonly State: string; readonly Status: string }): string {
  if (container === undefined) return 'missing';
  const { State, Status } = container;
  return State === 'running' ? State : Status.charAt(0).toLowerCase() + Status.slice(1);
}

/** The Transit Gateway's route tables as they are configured, in the order of the lab file. */
export function routeTableViews(lab: Lab): RouteTableView[] {
  return lab.transitGateway.routeTables.map(({ name, associations }) => ({
    name,
    associations,
    routes: effectiveRoutes(lab, name),
  }));
}
