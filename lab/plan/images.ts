import { bgpTunnels } from '../topology/graph/bgp.ts';
import { directConnectLinks } from '../topology/graph/direct-connect.ts';
import type { Lab, OwnRouter } from '../topology/types.ts';

/** Targets of images/Dockerfile, in the order they are built. */
export const IMAGE_TARGETS = ['node', 'fabric', 'vpn', 'ssh', 'bgp', 'router', 'router-libreswan'] as const;
export type ImageTarget = (typeof IMAGE_TARGETS)[number];

/** An image that is not the lab's: its name as the engine knows it. */
export interface OtherImage {
  readonly name: string;
}

/** What a container is made from: a target of the lab's own, or somebody else's image. */
export type Image = ImageTarget | OtherImage;

/** The images that every lab has. */
export const COMMON_IMAGES: readonly ImageTarget[] = ['node', 'fabric', 'vpn'];

/** The distribution the images are made on, as registries call it. */
export const BASE_IMAGE = 'debian:trixie-slim';

/** Name of an image. */
export function imageName(image: Image): string {
  return isOurs(image) ? `s2s-lab/${image}:latest` : image.name;
}

/** Whether an image is one of the lab's own. */
export function isOurs(image: Image): image is ImageTarget {
  return typeof image === 'string';
}

/**
 * Whether a container takes its files from its input when it starts for the first time (s2s-node in images/node). Into any
 * other they are put before.
 */
export function takesFiles(image: Image): boolean {
  return isOurs(image) && image !== 'fabric';
}

/** The image of a router that is its owner's own. */
export function routerImage({ daemon, image }: OwnRouter): Image {
  if (image !== null) return { name: image };
  return daemon === 'libreswan' ? 'router-libreswan' : 'router';
}

/** Whether somebody in a lab speaks SSH. */
function hasKeyPairs({ vpcs, internetHosts }: Lab): boolean {
  return [...vpcs.flatMap(({ instances }) => instances), ...internetHosts].some(
    ({ keyName }) => keyName !== null,
  );
}

/** Whether somebody in a lab speaks BGP, or VRRP. */
function hasRoutingDaemons(lab: Lab): boolean {
  const inside = lab.customerGateways.flatMap(({ router }) => router.insideSubnets);
  return (
    bgpTunnels(lab).length + directConnectLinks(lab).length > 0 ||
    inside.some(({ virtualIpAddress }) => virtualIpAddress !== null)
  );
}

/** The images that labs need. */
export function imagesOf(labs: readonly Lab[]): Image[] {
  const owns = labs.flatMap(({ customerGateways }) =>
    customerGateways.flatMap(({ router: { own } }) => own ?? []),
  );
  const bgp: Image[] = labs.some(hasRoutingDaemons) ? ['bgp'] : [];
  const ssh: Image[] = labs.some(hasKeyPairs) ? ['ssh'] : [];
  const byName = [...COMMON_IMAGES, ...bgp, ...ssh, ...owns.map(routerImage)].map(
    (image) => [imageName(image), image] as const,
  );
  return [...new Map(byName).values()];
}
