import type { StartedLab } from '../engine/started-lab.ts';
import type { DataplaneName } from '../plan/types.ts';
import { bgpSessions } from '../probe/bgp-sessions.ts';
import { statesOfBothEnds } from '../probe/tunnels.ts';
import { vrrpStates } from '../probe/vrrp-states.ts';
import type { TimerProfile } from '../topology/types.ts';
import { nodeViews } from './nodes.ts';
import type { NodeView } from './nodes.ts';
import { tunnelViews } from './tunnels.ts';
import { virtualInterfaceViews } from './virtual-interfaces.ts';
import type { VirtualInterfaceView } from './virtual-interfaces.ts';
import type { TunnelView } from './tunnels.ts';
import { virtualAddressViews } from './virtual-addresses.ts';
import type { VirtualAddressView } from './virtual-addresses.ts';

/** What is shown of a running lab, as people read it and as `--json` prints it. */
export interface LabView {
  readonly lab: string;
  readonly dataplane: DataplaneName;
  readonly timers: TimerProfile;
  readonly nodes: readonly NodeView[];
  readonly tunnels: readonly TunnelView[];
  /** Of Direct Connect. */
  readonly virtualInterfaces: readonly VirtualInterfaceView[];
  /** Of sites with several routers. */
  readonly virtualAddresses: readonly VirtualAddressView[];
}

/** Gathers what is shown of a running lab. */
export async function labView(running: StartedLab): Promise<LabView> {
  const [nodes, { atRouters, atEndpoints }, sessions, vrrp] = await Promise.all([
    nodeViews(running),
    statesOfBothEnds(running),
    bgpSessions(running),
    vrrpStates(running),
  ]);
  return {
    lab: running.name,
    dataplane: running.dataplane,
    timers: running.definition.timers,
    nodes,
    tunnels: tunnelViews(running.definition, atRouters, atEndpoints, sessions),
    virtualInterfaces: virtualInterfaceViews(running.definition, sessions),
    virtualAddresses: virtualAddressViews(running.definition, vrrp),
  };
}
