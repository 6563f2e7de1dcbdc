import { drop } from '../explanation.ts';
import type { Packet } from './packet.ts';
import type { AtInstance, Outcome } from './position.ts';

/**
 * What an instance does with a packet that a route has led to it, and what stands around it has let in: it sends it on. A
 * stateful firewall sends an answer on if the request came by it; over UDP it cannot tell an answer from a request.
 */
export function hopAtInstance(packet: Packet, { vpc, instance }: AtInstance): Outcome {
  const next = { kind: 'vpc', node: vpc.name, vpc, sender: instance, subnet: instance.subnet } as const;
  if (instance.statefulFirewall !== true) return next;
  const { flow, tracked } = packet;
  const { name } = instance;
  if (flow.direction === 'request') return { ...next, packet: { ...packet, tracked: [...tracked, name] } };
  if (tracked.includes(name) || flow.protocol === 'udp') return next;
  return drop('connectionNotTracked', { firewall: name, vpc: vpc.name });
}
