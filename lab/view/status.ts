import type { StartedLab } from '../engine/started-lab.ts';
import { activeFaults } from '../faults/injected.ts';
import { sealOf } from '../faults/sealed.ts';
import { readLiveTables } from '../probe/live-routes.ts';
import { nodesOfVpnGateways, readLiveVpnGateways } from '../probe/live-vpn-gateways.ts';
import type { LiveVpnGateway } from '../probe/live-vpn-gateways.ts';
import { seeOwnRouters } from '../probe/own-routers.ts';
import type { RouteState } from '../probe/shown-routes.ts';
import type { LiveTable } from '../probe/live-routes.ts';
import { transitGateways } from '../topology/objects/gateways.ts';
import { FABRIC } from '../topology/names.ts';
import { faultViews } from './faults.ts';
import type { FaultView } from './faults.ts';
import { labView } from './lab.ts';
import type { LabView } from './lab.ts';
import { notesView } from './notes.ts';
import type { NotesView } from './notes.ts';

/** A running lab as it is now. */
export interface StatusView extends LabView, NotesView {
  /** Null if a Transit Gateway does not run. */
  readonly routeTables: readonly LiveTable[] | null;
  /** Null if a virtual private gateway or its VPC's router does not run. */
  readonly vpnGateways: readonly LiveVpnGateway[] | null;
  /** Null if the fabric, which keeps them, does not run. */
  readonly faults: readonly FaultView[] | null;
}

/**
 * Asks every node of a lab how it is.
 * @throws {EngineError} if the engine cannot be reached, or a node ends meanwhile.
 */
export async function statusView(running: StartedLab): Promise<StatusView> {
  await seeOwnRouters(running);
  const view = await labView(running);
  const runs = (name: string): boolean => view.nodes.some((node) => node.name === name && node.running);
  const { definition: lab } = running;
  const isSealed = runs(FABRIC) && (await sealOf(running)) !== null;
  const [live, liveVpn] = await Promise.all([
    transitGateways(lab).every(({ name }) => runs(name)) ? readLiveTables(running) : null,
    nodesOfVpnGateways(lab).every(runs) ? readLiveVpnGateways(running) : null,
  ]);
  const routeTables = isSealed ? (live?.map(withoutMissing) ?? null) : live;
  const vpnGateways = isSealed ? (liveVpn?.map(gatewayWithoutMissing) ?? null) : liveVpn;
  const faults = runs(FABRIC) ? faultViews(await activeFaults(running)) : null;
  return { ...view, ...notesView(lab, running.dataplane), routeTables, vpnGateways, faults };
}

/** Where something was broken in secret, what the lab file has besides is not held against what there is. */
function withoutMissing<Table extends { readonly routes: readonly { readonly state: RouteState }[] }>(
  table: Table,
): Table {
  return { ...table, routes: table.routes.filter(({ state }) => state !== 'missing') };
}

const gatewayWithoutMissing = (gateway: LiveVpnGateway): LiveVpnGateway => ({
  ...withoutMissing(gateway),
  vpcRouteTables: gateway.vpcRouteTables.map(withoutMissing),
});
