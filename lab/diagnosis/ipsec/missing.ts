import { because } from '../../causes/catalogue.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import type { Finding } from '../hop.ts';
import { statesOf } from '../kernel/xfrm.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { initiateAnew } from '../tunnel/ike-commands.ts';
import { describeSide, ikeSides } from '../tunnel/ike-side.ts';
import { isInKernel, outgoingPolicies } from './policies.ts';

/** What the kernel of a router has not got, or no longer, of a CHILD_SA that its IKE daemon has; null if nothing. */
export function missingInKernel(scene: Scene, ends: ConfiguredTunnel): Finding | null {
  const { connection, customerGateway } = ends;
  const router = customerGateway.router.name;
  const [side] = ikeSides(scene, ends);
  if (!isInKernel(scene) || side.childSa === null) return null;
  const facts = { connection: connection.name, router };
  const more = { node: router, repair: initiateAnew(scene, ends) };
  const policies = outgoingPolicies(scene, router).filter(({ template }) => template !== null);
  if (!policies.some(({ template }) => template?.destination === connection.right)) {
    const shown = policies.map(({ text }) => text).join('; ') || 'ip xfrm policy: none';
    return { ...because('ipsecPolicyMissing', facts), ...more, evidence: `${shown}; ${describeSide(side)}` };
  }
  const states = statesOf(kernelOf(scene, router));
  const { spiIn, spiOut } = side.childSa;
  const spi = [spiOut, spiIn].find((each) => each !== null && !states.some((sa) => sa.spi === `0x${each}`));
  if (spi === undefined || spi === null) return null;
  const shown = states.map((sa) => sa.spi).join(', ') || 'none';
  const evidence = `ip xfrm state: SPIs ${shown}; ${describeSide(side)}`;
  return { ...because('ipsecSaMissing', { ...facts, spi }), ...more, evidence };
}
