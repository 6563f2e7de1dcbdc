// What is kept of recordings: little of what is others each time, and of each only what differs from the first.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Recording } from '../lab/diagnosis/recording.ts';

/** A file of the project. */
export const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Without numbers that are others each time. */
export function quiet(recording: Recording): Recording {
  return JSON.parse(
    JSON.stringify(recording)
      .replaceAll(/ packets \d+ bytes \d+/g, ' packets 0 bytes 0')
      .replaceAll(/"((?:bytes|packets)(?:In|Out)|\w+Seconds)":\d+/g, '"$1":0')
      .replaceAll(/\b(?:REACHABLE|DELAY|PROBE) ?"/g, 'STALE"')
      .replaceAll(/ (hello|tcn|topology_change|gc)_timer +[\d.]+/g, ' $1_timer 0')
      .replaceAll(/lastused [\d-]+ [\d:]+/g, 'lastused never')
      .replaceAll(/(?: used \d+\/\d+\/\d+| probes \d+)/g, ''),
  ) as Recording;
}

/** Only what the nodes have otherwise than in another recording. */
export function withoutKnown(recording: Recording, known: Recording): unknown {
  const changed = Object.entries(recording.observation.nodes).flatMap(([name, node]) => {
    const before = known.observation.nodes[name]!;
    const kernel =
      node.kernel === null || before.kernel === null ? node.kernel : differences(node.kernel, before.kernel);
    const rest = differences({ ...node, kernel: null }, { ...before, kernel: null });
    const isSame = Object.keys(rest).length === 0 && kernel !== null && Object.keys(kernel).length === 0;
    return isSame ? [] : [[name, { ...rest, kernel }] as const];
  });
  return { ...recording, observation: { ...recording.observation, nodes: Object.fromEntries(changed) } };
}

function differences<T extends object>(one: T, other: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key as keyof T]),
    ),
  ) as Partial<T>;
}

/** Saves a recording among the tests' fixtures, where this project's own folder is nobody's business. */
export async function save(name: string, recording: unknown): Promise<void> {
  const text = JSON.stringify(recording).replaceAll(file(''), '');
  await writeFile(file(`tests/fixtures/observations/${name}.json`), `${text}\n`);
  console.log(name);
}
