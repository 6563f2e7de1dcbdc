import { missingFor } from '../../engine/dataplane.ts';
import type { FeatureResult } from '../../engine/kernel-features.ts';
import type { DataplaneName } from '../../plan/types.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';
import { formatBytes } from './tunnels.ts';

/** What `s2s doctor` found. */
export interface DoctorView {
  readonly engine: {
    readonly address: string;
    readonly version: string;
    readonly apiVersion: string;
    readonly kernel: string;
    readonly platform: string;
  };
  readonly images: readonly { readonly name: string; readonly bytes: number }[];
  readonly features: readonly FeatureResult[];
  /** The plane that `--dataplane auto` stands for; null if none can run. */
  readonly dataplane: DataplaneName | null;
}

/** Kernel module that brings a feature, where one does. */
const MODULES: Readonly<Record<string, string>> = {
  veth: 'veth',
  bridge: 'bridge',
  nftables: 'nf_tables',
  'TTL target': 'xt_HL',
  TUN: 'tun',
  ESP: 'esp4',
  'XFRM interface': 'xfrm_interface',
  VTI: 'ip_vti',
  VRF: 'vrf',
  netem: 'sch_netem',
};

/** What the engine and its kernel can do, which data plane follows, and what to do about what is missing. */
export function formatDoctor({ engine, images, features, dataplane }: DoctorView, c: Colours): string {
  const engineRows = [
    ['Docker', `${engine.version}, API ${engine.apiVersion}, ${engine.platform}`],
    ['address', engine.address],
    ['kernel', engine.kernel],
  ];
  const rows = (of: readonly FeatureResult[]): string[][] =>
    of.map(({ name, present, neededFor, planes }) => [
      name,
      present ? c.green('yes') : c.red('no'),
      neededFor,
      planes.length === 0 ? 'optional' : planes.join(', '),
    ]);
  const devices = features.filter(({ preflight }) => !preflight);
  const checks = features.filter(({ preflight }) => preflight);
  const seen = checks.some(({ message }) => message !== '') ? ['SEEN'] : [];
  return [
    section('Engine', table([], engineRows, c), c),
    section(
      'Images',
      table(
        [],
        images.map(({ name, bytes }) => [name, formatBytes(bytes)]),
        c,
      ),
      c,
    ),
    section('Kernel', table(['FEATURE', '', 'FOR', 'DATA PLANES'], rows(devices), c), c),
    section(
      'Preflight',
      table(
        ['PACKETS', '', 'FOR', 'DATA PLANES', ...seen],
        rows(checks).map((row, index) => [...row, checks[index]!.message]),
        c,
      ),
      c,
    ),
    section('Data planes', planes(features, c).join('\n'), c),
    ...advice(features, dataplane, c),
  ].join('\n\n');
}

function planes(features: readonly FeatureResult[], c: Colours): string[] {
  return (['kernel', 'userspace'] as const).map((plane) => {
    const missing = missingFor(plane, features);
    if (missing.length === 0) return `  ${plane}: ${c.green('can run')}`;
    return `  ${plane}: ${c.red('cannot run')}, it lacks ${missing.map(({ name }) => name).join(', ')}`;
  });
}

function advice(features: readonly FeatureResult[], dataplane: DataplaneName | null, c: Colours): string[] {
  const verdict =
    dataplane === null
      ? c.red('No data plane can run on this kernel.')
      : `Labs run on the ${c.bold(dataplane)} data plane.`;
  const wanted = features.filter(({ present, preflight }) => !present && !preflight);
  const elsewhere =
    missingFor('kernel', features).length === 0
      ? []
      : ['A kernel that has everything runs in a VM: `s2s vm up`, then any verb with `--engine vm`.'];
  if (wanted.length === 0) return [verdict, ...elsewhere];
  const lines = wanted.map(({ name, message }) => [name, remedy(name), message]);
  const missing = section('What is missing, and what may bring it', table([], lines, c), c);
  return [verdict, missing, ...elsewhere];
}

function remedy(feature: string): string {
  const module = MODULES[feature];
  return module === undefined ? 'another kernel' : `modprobe ${module}`;
}
