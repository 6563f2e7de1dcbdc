import type { PlanFile } from '../plan-file.ts';

/** What the plan has to know of one kind of service. */
export interface ServiceKind<Service> {
  /** The files that the service is started with. */
  files(service: Service): PlanFile[];
}
