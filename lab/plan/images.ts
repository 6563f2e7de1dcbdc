/** Targets of images/Dockerfile, in the order they are built. */
export const IMAGE_TARGETS = ['node', 'fabric', 'vpn'] as const;
export type ImageTarget = (typeof IMAGE_TARGETS)[number];

/** The distribution the images are made on, as registries call it. */
export const BASE_IMAGE = 'debian:trixie-slim';

/** Name of an image of ours. */
export function imageName(target: ImageTarget): string {
  return `s2s-lab/${target}:latest`;
}
