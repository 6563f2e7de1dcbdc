import { FAULTS, kindOf } from '../faults/catalogue.ts';
import type { FaultName } from '../faults/catalogue.ts';
import type { InjectedFault } from '../faults/injected.ts';
import { listParameters } from '../faults/parameter-list.ts';
import type { FaultParameter } from '../faults/parameter-list.ts';

/** A fault that a lab has, as it is shown. */
export interface FaultView extends Pick<InjectedFault, 'id' | 'fault' | 'parameters' | 'text'> {
  /** What to write after `s2s fault` for it, e.g. `kill-charon tunnel-1 --signal TERM`. */
  readonly command: string;
}

/** A kind of fault, as it is shown. */
export interface FaultKindView {
  readonly fault: FaultName;
  readonly summary: string;
  readonly parameters: readonly FaultParameter[];
}

/** Faults as they are shown: without what undoes them. */
export function faultViews(faults: readonly InjectedFault[]): FaultView[] {
  return faults.map(({ id, fault, parameters, text }) => ({
    id,
    fault,
    parameters,
    text,
    command: commandOf(fault, parameters),
  }));
}

/** Every kind of fault, in alphabetical order. */
export function faultKindViews(): FaultKindView[] {
  return (Object.keys(FAULTS) as FaultName[]).sort().map((fault) => {
    const { summary, parameters } = kindOf(fault);
    return { fault, summary, parameters: listParameters(parameters) };
  });
}

/** The parameters that have to be given. */
export function required(parameters: readonly FaultParameter[]): FaultParameter[] {
  return parameters.filter((each) => each.default === null);
}

/** A parameter's name as the command line has it, e.g. `destination-cidr-block`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function commandOf(fault: FaultName, given: Readonly<Record<string, unknown>>): string {
  const words = listParameters(kindOf(fault).parameters).flatMap(({ name, default: usual }) => {
    const value = given[name];
    if (usual === null) return [String(value)];
    return value === usual ? [] : [`--${flagName(name)}`, String(value)];
  });
  return [fault, ...words].join(' ');
}
