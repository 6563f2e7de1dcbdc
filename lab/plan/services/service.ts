import type { PlanFile } from '../plan-file.ts';
import { bird } from './bird.ts';
import type { BirdPlan } from './bird.ts';
import { charon } from './charon.ts';
import type { CharonPlan } from './charon.ts';
import { frr } from './frr.ts';
import type { FrrPlan } from './frr.ts';
import { keepalived } from './keepalived.ts';
import type { KeepalivedPlan } from './keepalived.ts';
import { router } from './router.ts';
import type { RouterPlan } from './router.ts';
import type { ServiceKind } from './service-kind.ts';
import { ssh } from './ssh.ts';
import type { SshPlan } from './ssh.ts';

/** A program that runs in a node beside its kernel: plain JSON, from which its files come at the very end. */
export type ServicePlan = CharonPlan | RouterPlan | BirdPlan | FrrPlan | KeepalivedPlan | SshPlan;

type ServiceKinds = {
  readonly [Service in ServicePlan as Service['kind']]: ServiceKind<Service>;
};

/** Every kind of service, in the order in which a node starts them. */
const KINDS: ServiceKinds = { charon, router, bird, frr, keepalived, ssh };

/** The files that a node's services are started with, and the list of programs that start them. */
export function serviceFiles(services: readonly ServicePlan[]): PlanFile[] {
  if (services.length === 0) return [];
  const first = services.filter(startsFirst);
  const lines = [services.filter((service) => !startsFirst(service)), ...(first.length === 0 ? [] : [first])];
  return [
    ...services.flatMap(filesOfService),
    { path: '/etc/s2s/services', content: lines.map((line) => `${programsOf(line).join(' ')}\n`).join('') },
  ];
}

const startsFirst = ({ kind }: ServicePlan): boolean => KINDS[kind].startsFirst === true;

function filesOfService<Service extends ServicePlan>(service: Service): PlanFile[] {
  return (KINDS[service.kind] as ServiceKind<Service>).files(service);
}

const reloads = ({ kind }: ServicePlan): boolean => KINDS[kind].reloads === true;

/** The programs in a node that start its services, in their order. */
export function programsOf(services: readonly ServicePlan[]): string[] {
  return Object.entries(KINDS)
    .filter(([kind]) => services.some((service) => service.kind === kind))
    .map(([, { program }]) => program);
}

/** The services of a node that cannot take other files while they run. */
export function lastingServices(services: readonly ServicePlan[]): readonly unknown[] {
  return services.map((service) => (reloads(service) ? service.kind : service));
}

/** Shell commands that make the services of a node take their files, where two plans of it differ in them. */
export function reloadCommands(before: readonly ServicePlan[], after: readonly ServicePlan[]): string[] {
  return after
    .filter((service, index) => JSON.stringify(service) !== JSON.stringify(before[index]))
    .filter(reloads)
    .map((service) => `${KINDS[service.kind].program} reload`);
}
