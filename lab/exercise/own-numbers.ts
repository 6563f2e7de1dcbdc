import { join, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { parseLab } from '../topology/parse.ts';
import type { Lab } from '../topology/types.ts';
import { firstFiles } from './work.ts';
import type { Work } from './work.ts';

/** The addresses by which a lab is one student's, each by what has it: no exercise asks to change them. */
export function numbersOf({ vpcs, customerGateways, vpnConnections }: Lab): ReadonlyMap<string, string> {
  return new Map([
    ...vpcs.map(({ name, cidrBlocks }) => [`VPC ${name}`, cidrBlocks[0] ?? ''] as const),
    ...customerGateways.map(({ name, ipAddress }) => [`customer gateway ${name}`, ipAddress] as const),
    ...vpnConnections.flatMap(({ tunnels }) =>
      tunnels.map(({ name, outsideIpAddress }) => [`tunnel ${name}`, outsideIpAddress] as const),
    ),
  ]);
}

/** The lab that a student begins with. */
export function firstLab(work: Work): Lab {
  const files = firstFiles(work);
  const names = [...files.keys()].map((path) => join(FOLDER, path));
  const read = (path: string): string => files.get(relative(FOLDER, path)) ?? '';
  const list = (folder: string): string[] =>
    names.filter((path) => path.startsWith(`${folder}/`)).map((path) => relative(folder, path));
  const file = join(FOLDER, 'lab.yaml');
  return parseLab(read(file), file, { read, list });
}

/** Files of no folder at all have to lie somewhere. */
const FOLDER = '/exercise';

/**
 * Sees to it that a lab has the addresses of the student whose exercise it is to be: what another student has solved solves
 * nothing.
 * @throws {UsageError} with every object that has others.
 */
export function requireOwnNumbers(work: Work, lab: Lab): void {
  if (work.student === null) return;
  const now = numbersOf(lab);
  const others = [...numbersOf(firstLab(work))].filter(
    ([object, address]) => now.has(object) && now.get(object) !== address,
  );
  if (others.length === 0) return;
  throw new UsageError(
    others.map(([object, address]) => ({
      key: object,
      what: `this is not the lab of student ${work.student}`,
      value: now.get(object) ?? '',
      rule: `${work.student} has ${address}`,
      hint: `\`s2s exercise reset ${work.exercise.name}\` writes your own lab.yaml`,
    })),
  );
}
