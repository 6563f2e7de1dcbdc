import type { PlanFile } from '../plan-file.ts';
import { charon } from './charon.ts';
import type { CharonPlan } from './charon.ts';
import type { ServiceKind } from './service-kind.ts';

/** A program that runs in a node beside its kernel: plain JSON, from which its files come at the very end. */
export type ServicePlan = CharonPlan;

const KINDS: {
  readonly [Kind in ServicePlan['kind']]: ServiceKind<Extract<ServicePlan, { kind: Kind }>>;
} = { charon };

/** The files that a node's services are started with. */
export function serviceFiles(services: readonly ServicePlan[]): PlanFile[] {
  return services.flatMap((service) => KINDS[service.kind].files(service));
}
