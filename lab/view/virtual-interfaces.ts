import type { BgpSessions } from '../probe/bgp-sessions.ts';
import { isEstablished } from '../bgp/session-state.ts';
import { directConnectLinks } from '../topology/graph/direct-connect.ts';
import type { Lab } from '../topology/types.ts';
import { bgpView } from './tunnels.ts';
import type { BgpView } from './tunnels.ts';

/** A virtual interface of Direct Connect, as AWS has it. */
export interface VirtualInterfaceView {
  /** Also the name of the node at its AWS end. */
  readonly virtualInterface: string;
  readonly directConnectGateway: string;
  readonly router: string;
  /** Its BGP session is ESTABLISHED. */
  readonly up: boolean;
  readonly amazonAddress: string;
  readonly customerAddress: string;
  readonly bgp: BgpView;
}

/** Every virtual interface of a lab, in the order of the lab file. */
export function virtualInterfaceViews(lab: Lab, sessions: BgpSessions): VirtualInterfaceView[] {
  return directConnectLinks(lab).map(({ virtualInterface, directConnectGateway, customerGateway }) => {
    const { name, amazonAddress, customerAddress } = virtualInterface;
    const session = sessions.get(name) ?? null;
    return {
      virtualInterface: name,
      directConnectGateway: directConnectGateway.name,
      router: customerGateway.router.name,
      up: isEstablished(session),
      amazonAddress,
      customerAddress,
      bgp: bgpView(session),
    };
  });
}
