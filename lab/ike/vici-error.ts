import { EXIT, LabError } from '../errors.ts';

/** The IKE daemon's VICI socket answered with an error, spoke nonsense, or went away. */
export class ViciError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}
