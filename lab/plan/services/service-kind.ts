import type { PlanFile } from '../plan-file.ts';

/** What the plan has to know of one kind of service. */
export interface ServiceKind<Service> {
  /** The program in the node that starts the services of this kind: see images/node, s2s-node, for its verbs. */
  readonly program: string;
  /** Whether it starts before the node has its own addresses, routes and filters: it follows them by itself as they come. */
  readonly startsFirst?: true;
  /** Whether the program has the verb `reload`, too: its services then take files that have changed while they run. */
  readonly reloads?: true;
  /** The files that the service is started with. */
  files(service: Service): PlanFile[];
}
