import type { Problem } from '../../errors.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Place } from '../found.ts';

/** A part of a lab file that is made of objects of the EC2 API. */
export interface LabFilePart {
  readonly raw: Partial<RawLab>;
  readonly notes: readonly Problem[];
  readonly problems: readonly Problem[];
  /** Where what the lab file says comes from, by its path there (`vpcs.a.subnets.b`): what is wrong with it is reported there. */
  readonly places: ReadonlyMap<string, Place>;
}
