import { relative } from 'node:path';
import type { LabSummary } from '../../view/labs.ts';
import type { Colours } from './colours.ts';
import { table } from './table.ts';

/** The labs of the engine, a line each. `now` and `folder` are those of who reads it. */
export function formatList(labs: readonly LabSummary[], now: Date, folder: string, c: Colours): string {
  if (labs.length === 0) return 'No lab is there; `s2s up` starts one.';
  const share = (part: { readonly up: number; readonly total: number } | null): string => {
    if (part === null) return '-';
    const text = `${part.up} of ${part.total}`;
    return part.up === part.total ? text : c.red(text);
  };
  const rows = labs.map(({ lab, file, nodes, dataplane, tunnels, faults, createdAt }) => [
    lab,
    dataplane ?? '-',
    share(nodes),
    share(tunnels),
    faults === null ? '-' : faults === 0 ? '0' : c.yellow(String(faults)),
    ageText(now.getTime() - Date.parse(createdAt)),
    file === null ? '-' : shortPath(file, folder),
  ]);
  return table(['LAB', 'DATA PLANE', 'NODES UP', 'TUNNELS UP', 'FAULTS', 'AGE', 'LAB FILE'], rows, c);
}

/** The path of a file as it is written below a folder; any other as it is. */
function shortPath(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith('..') ? file : path;
}

const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A length of time in its largest unit, e.g. `3 min`. */
function ageText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [size, unit] = UNITS.find(([each]) => seconds >= each) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}
