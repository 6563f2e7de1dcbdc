import { FABRIC } from '../topology/names.ts';
import type { Image } from './images.ts';
import { containerName, LAB_LABEL, NODE_LABEL, ROLE_LABEL } from './labels.ts';
import type { NodePlan } from './types.ts';

/**
 * The container of a node or of the fabric, for whoever makes it: the engine, or docker compose. Beyond what is said
 * here, none has a network but its links, and none is restarted by the engine.
 */
export interface ContainerPlan {
  readonly name: string;
  readonly hostname: string;
  readonly image: Image;
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Capabilities beyond the engine's default ones; no container is privileged. */
  readonly capabilities: readonly string[];
  readonly securityOptions: readonly string[];
  readonly hostPids: boolean;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly devices: readonly string[];
  /** The part of busy processors that the container gets, relative to the others'. */
  readonly cpuShares: number;
}

/** Docker's own. */
export const DEFAULT_CPU_SHARES = 1024;
/**
 * Of a node with IKE daemons. Dead peer detection counts real seconds, so they come first on a busy machine; and with
 * the userspace data plane every packet goes through them (measured on two processors: a fifth more throughput).
 */
const IKE_CPU_SHARES = 10 * DEFAULT_CPU_SHARES;

/** The container of a node. */
export function nodeContainer(lab: string, node: NodePlan): ContainerPlan {
  return {
    name: containerName(lab, node.name),
    hostname: node.name,
    image: node.image,
    environment: { S2S_LAB: lab, S2S_NODE: node.name },
    labels: { [LAB_LABEL]: lab, [NODE_LABEL]: node.name, [ROLE_LABEL]: node.role },
    capabilities: ['NET_ADMIN'],
    securityOptions: [],
    hostPids: false,
    sysctls: node.sysctls,
    devices: node.devices,
    cpuShares: node.services.length > 0 ? IKE_CPU_SHARES : DEFAULT_CPU_SHARES,
  };
}

/** The container that wires the lab: it sees every process of the engine's host, and enters the nodes' namespaces. */
export function fabricContainer(lab: string): ContainerPlan {
  return {
    name: containerName(lab, FABRIC),
    hostname: FABRIC,
    image: 'fabric',
    environment: { S2S_LAB: lab },
    labels: { [LAB_LABEL]: lab, [NODE_LABEL]: FABRIC, [ROLE_LABEL]: FABRIC },
    capabilities: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE', 'DAC_READ_SEARCH'],
    securityOptions: ['apparmor=unconfined', 'label=disable'],
    hostPids: true,
    sysctls: {},
    devices: [],
    cpuShares: DEFAULT_CPU_SHARES,
  };
}
