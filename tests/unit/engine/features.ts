import { preflightResults } from '../../../lab/engine/kernel-probe.ts';
import type { FeatureResult } from '../../../lab/engine/kernel-features.ts';

const DEVICES = [
  'veth',
  'bridge',
  'policy routing',
  'nftables',
  'TTL target',
  'TUN',
  'ESP',
  'XFRM interface',
  'VTI',
];

/** What the devices' probe finds on a kernel that has everything but what is named here. */
export function devicesWithout(...missing: readonly string[]): FeatureResult[] {
  return [...DEVICES, 'VRF', 'netem'].map((name) => ({
    name,
    preflight: false,
    present: !missing.includes(name),
    neededFor: 'something',
    planes: ['kernel'],
    message: '',
  }));
}

/** What the preflight prints where every packet goes through. */
export const ALL_YES = ['VRF forwarding', 'VRF isolation', 'XFRM forwarding', 'VTI forwarding']
  .map((name) => `${name} yes\n`)
  .join('');

/** Everything that is probed, on a kernel that can do it all. */
export function allFeatures(): FeatureResult[] {
  return [...devicesWithout(), ...preflightResults(ALL_YES, devicesWithout())];
}
