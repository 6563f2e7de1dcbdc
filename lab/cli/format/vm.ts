import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** A VM that runs, with its engine. */
export interface VmView {
  readonly running: true;
  readonly pid: number;
  readonly accelerator: 'kvm' | 'tcg';
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly port: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Version of its Docker engine. */
  readonly engine: string;
  readonly kernel: string;
  /** Names of the labs in it. */
  readonly labs: readonly string[];
  /** What a Docker client is to be started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** File of what the VM says. */
  readonly console: string;
}

/** What `s2s vm up` did. */
export interface VmUpView extends VmView {
  readonly started: boolean;
  readonly discarded: string | null;
  readonly durationMs: number;
}

export function formatVmUp(view: VmUpView, c: Colours): string {
  const seconds = `${(view.durationMs / 1000).toFixed(1)} s`;
  const discarded = view.discarded === null ? [] : [`It has an empty disk: ${view.discarded}.`];
  return [
    [
      view.started
        ? `${c.bold('The VM is up')}: its engine answers after ${seconds}.`
        : `${c.bold('The VM runs')} already.`,
      ...discarded,
    ].join('\n'),
    details(view, c),
    next(view, c),
  ].join('\n\n');
}

export function formatVmStatus(
  view: VmView | { readonly running: false; readonly console: string },
  c: Colours,
): string {
  if (!view.running) return 'The VM does not run. `s2s vm up` starts it.';
  return [c.bold('The VM runs.'), details(view, c), next(view, c)].join('\n\n');
}

export function formatVmDown(
  { stopped, killed }: { readonly stopped: boolean; readonly killed: boolean },
  c: Colours,
): string {
  if (!stopped) return 'The VM does not run; nothing to switch off.';
  if (killed) return `${c.bold('The VM is killed')}: it did not switch off. Its disk will be made anew.`;
  return `${c.bold('The VM is switched off')}. Its images are there at the next start.`;
}

function details(view: VmView, c: Colours): string {
  const processor = view.accelerator === 'kvm' ? 'KVM' : 'emulated, some ten times slower than KVM';
  return table(
    [],
    [
      ['engine', `Docker ${view.engine}`],
      ['kernel', view.kernel],
      ['processor', `${view.cpus}, ${processor}`],
      ['memory', `${view.memoryMiB} MiB`],
      ['labs', view.labs.length === 0 ? 'none' : view.labs.join(', ')],
      ['console', view.console],
    ],
    c,
  );
}

function next({ environment }: VmView, c: Colours): string {
  const exports = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  return section(
    'Next',
    [
      '  s2s up --engine vm    a lab in it; every verb takes --engine vm',
      '  s2s vm down           switch it off',
      ...exports,
    ].join('\n'),
    c,
  );
}
