import type { RouterNote } from '../types.ts';
import { blocksOf, numberOf, secondsOf } from './conn-values.ts';
import { strongswanProposals } from './proposals.ts';
import type { ReadConn, Setting } from './read-conn.ts';
import type { SettingsSection } from './settings-tree.ts';

const AUTO: Readonly<Record<string, ReadConn['auto']>> = {
  none: 'add',
  trap: 'route',
  route: 'route',
  start: 'start',
  'trap|start': 'start',
};

const DPD_ACTION: Readonly<Record<string, ReadConn['dpdAction']>> = {
  none: 'clear',
  clear: 'clear',
  trap: 'hold',
  hold: 'hold',
  start: 'restart',
  restart: 'restart',
};

/** The connections of a swanctl.conf, each with one of its children (strongSwan, src/swanctl/swanctl.opt). */
export function readSwanctlConns(root: SettingsSection, notes: RouterNote[]): ReadConn[] {
  const connections = root.sections.get('connections')?.sections ?? new Map<string, SettingsSection>();
  return [...connections].flatMap(([name, connection]) => {
    const children = connection.sections.get('children')?.sections ?? new Map<string, SettingsSection>();
    return [...children].map(([child, section]) => readChild(name, connection, child, section, notes));
  });
}

function readChild(
  name: string,
  connection: SettingsSection,
  child: string,
  section: SettingsSection,
  notes: RouterNote[],
): ReadConn {
  const settings = flattened(connection, section);
  const text = (key: string): string | null => settings.get(key)?.value ?? null;
  const seconds = (key: string, byDefault: number): number => secondsOf(settings, [key], byDefault, notes);
  const rekeySeconds = seconds('rekey_time', 14_400);
  const childRekeySeconds = seconds('child.rekey_time', 3600);
  const lifetimeSeconds = seconds('child.life_time', Math.round(childRekeySeconds * 1.1));
  const marginSeconds = Math.max(0, lifetimeSeconds - childRekeySeconds);
  const randomSeconds = seconds('child.rand_time', marginSeconds);
  const dpdDelaySeconds = seconds('dpd_delay', 0);
  return {
    name,
    child,
    file: connection.file,
    line: connection.line,
    settings,
    keyExchange: text('version') === '1' ? 'ikev1' : 'ikev2',
    left: text('local_addrs'),
    right: text('remote_addrs'),
    leftId: text('local.id'),
    rightId: text('remote.id'),
    ikeProposals: named(text('proposals')),
    espProposals: named(text('child.esp_proposals')),
    ikeLifetimeSeconds: rekeySeconds + seconds('over_time', Math.round(rekeySeconds / 10)),
    lifetimeSeconds,
    marginSeconds,
    fuzzPercent: marginSeconds === 0 ? 0 : Math.round((randomSeconds / marginSeconds) * 100),
    dpdDelaySeconds,
    dpdTimeoutSeconds: seconds('dpd_timeout', 0),
    dpdAction: dpdDelaySeconds === 0 ? 'none' : (DPD_ACTION[text('child.dpd_action') ?? ''] ?? 'clear'),
    auto: AUTO[text('child.start_action') ?? ''] ?? 'add',
    leftSubnets: blocksOf(text('child.local_ts')),
    rightSubnets: blocksOf(text('child.remote_ts')),
    markIn: numberOf(text('child.mark_in')),
    markOut: numberOf(text('child.mark_out')),
    ifIdIn: numberOf(text('child.if_id_in') ?? text('if_id_in')),
    ifIdOut: numberOf(text('child.if_id_out') ?? text('if_id_out')),
    updown: text('child.updown'),
  };
}

/** The settings of a connection by key, those of `local` and `remote` with that before them, the child's with `child`. */
function flattened(connection: SettingsSection, child: SettingsSection): Map<string, Setting> {
  const flat = new Map<string, Setting>();
  const add = (section: SettingsSection, prefix: string): void => {
    for (const setting of section.settings.values()) {
      flat.set(`${prefix}${setting.key}`, { ...setting, key: `${prefix}${setting.key}` });
    }
  };
  add(connection, '');
  for (const [name, section] of connection.sections) {
    const end = /^(local|remote)/.exec(name)?.[1];
    if (end !== undefined) add(section, `${end}.`);
  }
  add(child, 'child.');
  return flat;
}

const named = (value: string | null): string[] =>
  strongswanProposals(value ?? '').filter((proposal) => proposal !== 'default');
