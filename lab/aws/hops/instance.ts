import type { AtInstance, Outcome } from './position.ts';

/** What an instance does with a packet that a route has led to it, and what stands around it has let in: it sends it on. */
export function hopAtInstance({ vpc, instance }: AtInstance): Outcome {
  return { kind: 'vpc', node: vpc.name, vpc, sender: instance, subnet: instance.subnet };
}
