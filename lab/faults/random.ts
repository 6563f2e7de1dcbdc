import { randomInt } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import type { FaultName } from './catalogue.ts';
import { injectSealed } from './inject-sealed.ts';
import { keep } from './injected.ts';
import { seal, sealOf } from './sealed.ts';

/** A fault as it is drawn: what a person finds by looking, and what no list of the lab's own objects shows. */
type Draw = (running: StartedLab) => readonly (readonly [FaultName, Readonly<Record<string, unknown>>])[];

/** Everything that may be drawn, for each site and tunnel of the lab. */
const candidates: Draw = ({ definition }) =>
  definition.customerGateways.flatMap(({ name, router }) => {
    if (router.own !== null) return [['block-esp', { customerGateway: name }] as const];
    const blocks = [...new Set(router.routes.map(({ destinationCidrBlock }) => destinationCidrBlock))];
    return [
      ['block-esp', { customerGateway: name }] as const,
      ['block-ike', { customerGateway: name }] as const,
      ['disable-ip-forward', { router: router.name }] as const,
      ...router.connections.flatMap((connection) => [
        ['wrong-psk', { connection: connection.name }] as const,
        ['wrong-left-id', { connection: connection.name }] as const,
        ['wrong-proposal', { connection: connection.name }] as const,
      ]),
      ...blocks.map(
        (destinationCidrBlock) =>
          ['delete-router-route', { router: router.name, destinationCidrBlock }] as const,
      ),
    ];
  });

/**
 * Breaks something drawn at random, in secret: no list, status or `up` tells what.
 * @throws {UsageError} if the lab has nothing to break so.
 */
export async function breakInSecret(
  running: StartedLab,
  pick: (count: number) => number = (count) => randomInt(count),
): Promise<void> {
  const drawn = candidates(running);
  const [name, parameters] = drawn[pick(drawn.length)] ?? [];
  if (name === undefined || parameters === undefined) {
    throw new UsageError({ what: 'the lab has no site whose router could be broken', value: running.name });
  }
  const before = (await sealOf(running)) ?? { exercise: null, faults: [] };
  const fault = await injectSealed(running, name, parameters);
  await seal(running, { ...before, faults: [...before.faults, fault] });
}

/**
 * Opens the seal of a lab: what was broken in secret is listed from now on, and can be undone, as any fault.
 * @returns how many there were.
 * @throws {UsageError} if the lab is that of an exercise.
 */
export async function reveal(running: StartedLab): Promise<number> {
  const found = await sealOf(running);
  if (found !== null && found.exercise !== null) {
    throw new UsageError({
      what: 'this lab is that of an exercise',
      value: found.exercise.name,
      hint: '`s2s exercise solve` carries its solution out',
    });
  }
  for (const { fault, parameters, text, undo } of found?.faults ?? []) {
    await keep(running, { fault, parameters, text, undo });
  }
  await seal(running, null);
  return found?.faults.length ?? 0;
}
