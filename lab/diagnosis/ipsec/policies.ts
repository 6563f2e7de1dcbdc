import { isAnyCidrBlock } from '../../topology/cidr.ts';
import { isOfVersion } from '../../topology/graph/ip-versions.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import { policiesOf } from '../kernel/xfrm.ts';
import type { XfrmPolicy } from '../kernel/xfrm.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { ikeSides } from '../tunnel/ike-side.ts';
import type { IkeSide } from '../tunnel/ike-side.ts';

/** Whether kernels do IPsec, by their policies; on the userspace plane charon does it itself, and the kernel knows nothing of them. */
export function isInKernel({ observation }: Pick<Scene, 'observation'>): boolean {
  return observation.dataplane === 'kernel';
}

/** The policies for what a router sends, of the IP version that is asked about: its kernel's, or those of its CHILD_SAs, where charon does IPsec itself. */
export function outgoingPolicies(scene: Omit<Scene, 'trace'>, router: string): XfrmPolicy[] {
  const all = isInKernel(scene)
    ? policiesOf(kernelOf(scene, router)).filter(({ direction }) => direction === 'out')
    : configuredTunnels(scene.lab)
        .filter(({ customerGateway }) => customerGateway.router.name === router)
        .flatMap((ends) => policiesOfChildSa(ikeSides(scene, ends)[0]));
  return all.filter(({ source }) => isOfVersion(scene.lab, source));
}

/** One for each pair of traffic selectors. */
function policiesOfChildSa({ ikeSa, childSa }: IkeSide): XfrmPolicy[] {
  if (ikeSa === null || childSa === null) return [];
  const { markOut = 0, ifIdOut = 0, localTs, remoteTs, reqid, name, uniqueId } = childSa;
  const key = [
    ...(markOut === 0 ? [] : [` mark ${markOut}`]),
    ...(ifIdOut === 0 ? [] : [` if_id ${ifIdOut}`]),
  ];
  return blocksOf(localTs).flatMap((source) =>
    blocksOf(remoteTs).map((destination): XfrmPolicy => ({
      source,
      destination,
      direction: 'out',
      priority: 0,
      mark: markOut === 0 ? null : { value: markOut, mask: 0xffffffff },
      ifId: ifIdOut,
      isBlocking: false,
      template: { source: ikeSa.localHost, destination: ikeSa.remoteHost, reqid },
      text: `CHILD_SA ${name}{${uniqueId}} ${ikeSa.localHost}...${ikeSa.remoteHost}: ${source} === ${destination}${key.join('')}`,
    })),
  );
}

/** Traffic selectors without protocols and ports. */
const blocksOf = (selectors: readonly string[]): string[] =>
  selectors.map((selector) => selector.replace(/\[.*/, '')).filter(isAnyCidrBlock);
