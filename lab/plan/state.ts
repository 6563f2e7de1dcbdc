import type { Lab } from '../topology/types.ts';
import type { DataplaneName } from './types.ts';

/** What is known of a running lab, kept in its fabric's container so that nothing of a lab is on the host. */
export interface LabState {
  readonly lab: Lab;
  readonly dataplane: DataplaneName;
  /** Absolute path of the lab file, where the lab was made of one; it may have changed, or gone. */
  readonly file?: string;
  /** Pre-shared key generated for each tunnel, by tunnel name. Never printed. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Where the fabric's container keeps its {@link LabState}, as JSON. */
export const STATE_PATH = '/etc/s2s/lab.json';
