import type { DataplaneName } from '../plan/types.ts';

const VTI = 'VTI';
const VTI_FORWARDING = 'VTI forwarding';
/** Names of the features that the kernel plane needs for routers whose `tunnelInterface` is `vti`, and for no other. */
export const VTI_FEATURES: readonly string[] = [VTI, VTI_FORWARDING];

/** Name of the feature that both planes need for labs whose `links` delay, lose or limit packets, and for no others. */
export const NETEM = 'netem';

/** One thing that a data plane needs of the engine's kernel. */
interface Feature {
  readonly name: string;
  /** Shell command that succeeds where the kernel has it; runs in a scratch network namespace. */
  readonly test: string;
  readonly neededFor: string;
  readonly planes: readonly DataplaneName[];
}

/** What is tried by making a device, a rule or the like. */
export const FEATURES = [
  {
    name: 'veth',
    test: 'ip link add s2sv0 type veth peer name s2sv1',
    neededFor: 'links',
    planes: ['kernel', 'userspace'],
  },
  {
    name: 'bridge',
    test: 'ip link add s2sbr0 type bridge',
    neededFor: 'on-premises subnet',
    planes: ['kernel', 'userspace'],
  },
  {
    name: 'policy routing',
    test: 'ip rule add pref 1000 iif lo lookup 100',
    neededFor: 'VPC route tables',
    planes: ['kernel', 'userspace'],
  },
  {
    name: 'nftables',
    test: 'nft "add table ip s2s; add set ip s2s s { type ipv4_addr; flags dynamic; counter; }; add chain ip s2s c { type nat hook postrouting priority 100; }; add rule ip s2s c update @s { ip saddr }"',
    neededFor: 'NAT, security groups, ledger',
    planes: ['kernel', 'userspace'],
  },
  {
    name: 'TTL target',
    test: 'iptables -t mangle -A PREROUTING -j TTL --ttl-inc 1',
    neededFor: 'invisible VPC routers',
    planes: ['kernel', 'userspace'],
  },
  {
    name: 'TUN',
    test: '[ -c /dev/net/tun ] && ip tuntap add s2stun0 mode tun',
    neededFor: 'ESP in user space',
    planes: ['userspace'],
  },
  {
    name: 'ESP',
    test: 'ip xfrm state add src 127.0.0.1 dst 127.0.0.2 proto esp spi 1 mode tunnel enc "cbc(aes)" 0x00112233445566778899aabbccddeeff auth-trunc "hmac(sha1)" 0x00112233445566778899aabbccddeeff00112233 96',
    neededFor: 'ESP in the kernel',
    planes: ['kernel'],
  },
  {
    name: 'XFRM interface',
    test: 'ip link add s2sxfrm0 type xfrm dev lo if_id 1',
    neededFor: 'tunnel interfaces',
    planes: ['kernel'],
  },
  {
    name: VTI,
    test: 'ip link add s2svti0 type vti local 127.0.0.1 remote 127.0.0.2 key 1',
    neededFor: "the walk-through's own form",
    planes: [],
  },
  {
    name: 'VRF',
    test: 'ip link add s2svrf0 type vrf table 100',
    neededFor: 'Transit Gateway route tables',
    planes: ['kernel'],
  },
  {
    name: NETEM,
    test: 'tc qdisc add dev lo root netem delay 1ms',
    neededFor: 'delay, loss and rate of links',
    planes: [],
  },
] as const satisfies readonly Feature[];

/** Name of a feature that is tried by making a device, a rule or the like. */
export type FeatureName = (typeof FEATURES)[number]['name'];

/** One thing that packets have to get through; s2s-preflight in images/fabric sends them, and prints a line under this name. */
interface PreflightCheck {
  readonly name: string;
  /** Names of the features that it stands on. */
  readonly needs: readonly FeatureName[];
  readonly neededFor: string;
  readonly planes: readonly DataplaneName[];
}

/** What is tried by sending packets. */
export const PREFLIGHT: readonly PreflightCheck[] = [
  {
    name: 'VRF forwarding',
    needs: ['VRF'],
    neededFor: 'Transit Gateway routes',
    planes: ['kernel'],
  },
  {
    name: 'VRF isolation',
    needs: ['VRF'],
    neededFor: 'route tables kept apart',
    planes: ['kernel'],
  },
  {
    name: 'XFRM forwarding',
    needs: ['VRF', 'ESP', 'XFRM interface'],
    neededFor: 'tunnels to a Transit Gateway',
    planes: ['kernel'],
  },
  {
    name: VTI_FORWARDING,
    needs: ['VRF', 'ESP', VTI],
    neededFor: "the walk-through's own form",
    planes: [],
  },
];

/** Whether the engine's kernel has a feature, with what it said if not. */
export interface FeatureResult {
  readonly name: string;
  /** Whether packets were sent for it, rather than a device made. */
  readonly preflight: boolean;
  readonly present: boolean;
  readonly neededFor: string;
  /** Data planes that cannot do without it. */
  readonly planes: readonly DataplaneName[];
  readonly message: string;
}

/**
 * Whether a kept list of features can be used as it is: it has every feature that is probed today, and no answer that may
 * change.
 */
export function isSettled(features: readonly FeatureResult[]): boolean {
  const names = features.map(({ name }) => name).sort();
  const expected = [...FEATURES, ...PREFLIGHT].map(({ name }) => name).sort();
  if (names.join() !== expected.join()) return false;
  // Packets can be lost on a busy machine; a device is there or not.
  return PREFLIGHT.every(
    ({ name, needs }) =>
      features.some((each) => each.name === name && each.present) || lackedBy(needs, features).length > 0,
  );
}

/** Which of the features that a check stands on are not there. */
export function lackedBy(needs: readonly string[], devices: readonly FeatureResult[]): string[] {
  return needs.filter((need) => !devices.some(({ name, present }) => name === need && present));
}
