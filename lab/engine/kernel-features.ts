import type Docker from 'dockerode';
import { text } from 'node:stream/consumers';
import { imageName } from '../plan/images.ts';
import { LAB_LABEL, ROLE_LABEL } from '../plan/labels.ts';
import { removeContainers } from './containers.ts';
import { engineError } from './docker.ts';
import { standardOutput } from './output.ts';

/** Name of the feature that the kernel plane needs for routers whose `tunnelInterface` is `vti`, and for no other. */
export const VTI = 'VTI';

/** Name of the feature that both planes need for labs whose `links` delay, lose or limit packets, and for no others. */
export const NETEM = 'netem';

/** One thing that a data plane needs of the engine's kernel. */
interface Feature {
  readonly name: string;
  /** Shell command that succeeds where the kernel has it; runs in a scratch network namespace. */
  readonly test: string;
  readonly neededFor: string;
  readonly planes: readonly ('kernel' | 'userspace')[];
}

const FEATURES: readonly Feature[] = [
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
];

/** Whether the engine's kernel has a feature, with what it said if not. */
export interface FeatureResult {
  readonly name: string;
  readonly present: boolean;
  readonly neededFor: string;
  /** Data planes that cannot do without it. */
  readonly planes: readonly ('kernel' | 'userspace')[];
  readonly message: string;
}

/**
 * Tries each feature for real in a container of the kind that nodes are, in a network namespace of its own.
 * @throws {EngineError} if the container cannot run.
 */
export async function probeKernel(docker: Docker): Promise<FeatureResult[]> {
  const script = FEATURES.map(
    ({ test }, index) =>
      `m=$( { ${test}; } 2>&1 ) && echo "${index} yes" || echo "${index} no $m" | tr '\\n' ' ' && echo`,
  ).join('\n');
  const output = await runOnce(docker, script, ['/dev/net/tun']).catch(() => runOnce(docker, script, []));
  const answers = new Map(
    output
      .split('\n')
      .map((line) => /^(\d+) (yes|no) ?(.*)$/.exec(line.trim()))
      .filter((found) => found !== null)
      .map(([, index, answer, message]) => [
        Number(index),
        { present: answer === 'yes', message: message ?? '' },
      ]),
  );
  return FEATURES.map(({ name, neededFor, planes }, index) => ({
    name,
    neededFor,
    planes,
    ...(answers.get(index) ?? { present: false, message: 'not tried' }),
  }));
}

async function runOnce(docker: Docker, script: string, devices: readonly string[]): Promise<string> {
  const container = await docker
    .createContainer({
      Image: imageName('node'),
      Entrypoint: ['sh', '-c', script],
      Labels: { [LAB_LABEL]: 's2s-doctor', [ROLE_LABEL]: 'doctor' },
      HostConfig: {
        NetworkMode: 'none',
        CapAdd: ['NET_ADMIN'],
        AutoRemove: true,
        Devices: devices.map((path) => ({
          PathOnHost: path,
          PathInContainer: path,
          CgroupPermissions: 'rwm',
        })),
      },
    })
    .catch((error: unknown) => {
      throw engineError('probing the kernel', error);
    });
  try {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const output = standardOutput(container, stream);
    await container.start();
    return await text(output);
  } catch (error) {
    throw engineError('probing the kernel', error);
  } finally {
    await removeContainers(docker, [container.id]);
  }
}
