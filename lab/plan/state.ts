import type { Lab } from '../topology/types.ts';
import type { DataplaneName } from './types.ts';

/**
 * The form of {@link LabState}, counted up with every release in which a `Lab` holds something else: a lab that another
 * release has brought up is refused, not misread.
 */
export const STATE_VERSION = 1;

/** What is known of a running lab, kept in its fabric's container so that nothing of a lab is on the host. */
export interface LabState {
  readonly version: typeof STATE_VERSION;
  readonly lab: Lab;
  readonly dataplane: DataplaneName;
  /** Absolute path of the lab file, where the lab was made of one; it may have changed, or gone. */
  readonly file?: string;
  /** Pre-shared key generated for each tunnel, by tunnel name, and the secret of each key pair. Never printed. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Where the fabric's container keeps its {@link LabState}, as JSON. */
export const STATE_PATH = '/etc/s2s/lab.json';
