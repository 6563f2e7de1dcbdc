import { addressAt } from '../cidr.ts';
import { attachmentOf, vpnTargets } from '../objects/gateways.ts';
import type { VpnTarget } from '../objects/gateways.ts';
import type {
  Attachment,
  CustomerGateway,
  DirectConnectGateway,
  Lab,
  Router,
  VirtualInterface,
} from '../types.ts';
import { ENDPOINT_BLOCK } from './bgp.ts';
import { bound } from './find.ts';
import { portTowards } from './links.ts';
import { perLab } from './per-lab.ts';

/** A virtual interface with what is at its two ends. */
export interface DirectConnectLink {
  readonly virtualInterface: VirtualInterface;
  readonly directConnectGateway: DirectConnectGateway;
  readonly customerGateway: CustomerGateway;
  /** Null if no gateway attaches its Direct Connect gateway. */
  readonly attached: { readonly gateway: VpnTarget; readonly attachment: Attachment } | null;
  /** AWS's end's address towards the gateway, and its router id. */
  readonly endpointAddress: string;
}

/** Every virtual interface of a lab, in the order of the lab file. */
export const directConnectLinks: (lab: Lab) => readonly DirectConnectLink[] = perLab((lab) =>
  lab.directConnectGateways
    .flatMap((directConnectGateway) =>
      directConnectGateway.virtualInterfaces.map((virtualInterface) => ({
        directConnectGateway,
        virtualInterface,
      })),
    )
    .map(({ directConnectGateway, virtualInterface }, index) => ({
      virtualInterface,
      directConnectGateway,
      customerGateway: bound(lab.customerGateways, virtualInterface.customerGateway),
      attached: attachedTo(lab, directConnectGateway),
      // Counted from the end: tunnels are counted from the beginning.
      endpointAddress: addressAt(ENDPOINT_BLOCK, -2 - index),
    })),
);

function attachedTo(lab: Lab, { name }: DirectConnectGateway): DirectConnectLink['attached'] {
  for (const gateway of vpnTargets(lab.gateways)) {
    const attachment = attachmentOf(gateway, 'direct-connect-gateway', name);
    if (attachment !== undefined) return { gateway, attachment };
  }
  return null;
}

/** The virtual interface of that name. */
export function directConnectLink(lab: Lab, name: string): DirectConnectLink {
  const byName = directConnectLinks(lab).map((link) => ({ name: link.virtualInterface.name, link }));
  return bound(byName, name).link;
}

/** The virtual interfaces that end at a router, each with the router's own interface. */
export function directConnectLinksOf(
  lab: Lab,
  { name }: Pick<Router, 'name'>,
): (DirectConnectLink & { readonly interface: string })[] {
  return directConnectLinks(lab)
    .filter(({ customerGateway }) => customerGateway.router.name === name)
    .map((link) => ({
      ...link,
      interface: portTowards(lab, name, link.virtualInterface.name).interface,
    }));
}
