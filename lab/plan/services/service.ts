import type { PlanFile } from '../plan-file.ts';
import { charon } from './charon.ts';
import type { CharonPlan } from './charon.ts';
import { router } from './router.ts';
import type { RouterPlan } from './router.ts';
import type { ServiceKind } from './service-kind.ts';

/** A program that runs in a node beside its kernel: plain JSON, from which its files come at the very end. */
export type ServicePlan = CharonPlan | RouterPlan;

type ServiceKinds = {
  readonly [Service in ServicePlan as Service['kind']]: ServiceKind<Service>;
};

/** Every kind of service, in the order in which a node starts them. */
const KINDS: ServiceKinds = { charon, router };

/** The files that a node's services are started with, and the list of programs that start them. */
export function serviceFiles(services: readonly ServicePlan[]): PlanFile[] {
  const programs = programsOf(services);
  return [
    ...services.flatMap(filesOfService),
    ...(programs.length === 0 ? [] : [{ path: '/etc/s2s/services', content: `${programs.join(' ')}\n` }]),
  ];
}

function filesOfService<Service extends ServicePlan>(service: Service): PlanFile[] {
  return (KINDS[service.kind] as ServiceKind<Service>).files(service);
}

/** The programs in a node that start its services, in their order. */
export function programsOf(services: readonly ServicePlan[]): string[] {
  return Object.entries(KINDS)
    .filter(([kind]) => services.some((service) => service.kind === kind))
    .map(([, { program }]) => program);
}
