import { nearestName } from '../nearest-name.ts';
import type { Findings } from './findings.ts';
import { redact } from './findings.ts';
import { connFault } from './conn-settings.ts';
import type { ConnSettings } from './conn-settings.ts';
import type { ConfSection } from './ipsec-conf.ts';

/** Keywords of a conn that become fields of a router connection. */
const READ: ReadonlySet<string> = new Set(
  (
    'auto left leftid right rightid leftauth rightauth authby keyexchange ike esp ikelifetime lifetime ' +
    'keylife leftsubnet rightsubnet dpddelay dpdtimeout dpdaction mark mark_in mark_out margintime ' +
    'rekeymargin rekeyfuzz'
  ).split(' '),
);

/** Keywords for which the lab's router has one value only. */
const FIXED: Readonly<Record<string, { values: readonly string[]; rule: string }>> = {
  type: {
    values: ['tunnel'],
    rule: 'AWS does ESP in tunnel mode only (AWS S2S VPN user guide, Your customer gateway device)',
  },
  aggressive: {
    values: ['no'],
    rule: 'AWS does IKEv1 main mode only (AWS S2S VPN user guide, Your customer gateway device)',
  },
  keyingtries: { values: ['%forever', '0'], rule: 'the router initiates, and must not give up' },
  mobike: { values: ['no'], rule: 'MOBIKE may move the IKE_SA onto the tunnel interface' },
  closeaction: { values: ['none'], rule: 'two ends that both re-create closed CHILD_SAs pile them up' },
  rekey: { values: ['yes'], rule: 'the router rekeys before the lifetime ends' },
  replay_window: { values: ['32'], rule: "strongSwan's default, which AWS's configuration leaves as it is" },
  compress: { values: ['no'], rule: 'AWS does no IPComp' },
  installpolicy: { values: ['yes'], rule: 'a VTI needs the policies' },
  fragmentation: { values: ['yes'], rule: "strongSwan's default" },
  leftfirewall: { values: ['no'], rule: 'the router does not filter' },
};

/** Keywords that make no difference in the lab. */
const NO_EFFECT: Readonly<Record<string, string>> = {
  forceencaps: 'the Elastic IP is a NAT, so ESP travels in UDP anyway',
  reauth: 'IKEv1 always reauthenticates; for IKEv2 the lab rekeys instead',
};

const SETUP_NO_EFFECT: Readonly<Record<string, string>> = {
  charondebug: "the lab sets the daemon's log level itself",
  strictcrlpolicy: 'the lab authenticates with pre-shared keys: there are no certificates',
  cachecrls: 'the lab authenticates with pre-shared keys: there are no certificates',
  nat_traversal: 'NAT traversal is always on since strongSwan 5',
  charonstart: 'strongSwan 5 has one daemon and always starts it',
  plutostart: 'strongSwan 5 has no pluto',
};

/** Checks that every keyword of a conn is one the lab honours; the rest become faults or notes. */
export function checkKeywords(settings: ConnSettings, findings: Findings): void {
  for (const entry of settings.entries.values()) {
    const fixed = own(FIXED, entry.key);
    const why = own(NO_EFFECT, entry.key);
    if (READ.has(entry.key)) continue;
    if (why !== undefined) {
      const text = redact(`${entry.key}=${entry.value}`);
      findings.notes.push({ file: settings.file, line: entry.line, text, why });
    } else if (fixed === undefined) {
      // Without the value, which may be a secret.
      const hint = unknownHint(entry.key, [...READ, ...Object.keys(FIXED), ...Object.keys(NO_EFFECT)]);
      connFault(
        settings,
        findings,
        { key: entry.key, line: entry.line },
        'the lab does not know this keyword',
        hint,
      );
    } else if (!fixed.values.includes(entry.value)) {
      const hint = `write ${entry.key}=${fixed.values.join(' or ')}`;
      connFault(settings, findings, entry, `the lab cannot do this '${entry.key}'`, hint, fixed.rule);
    }
  }
}

/** Checks `config setup`. */
export function checkSetup(file: string, setup: ConfSection, findings: Findings): void {
  for (const { key, value, line } of setup.entries) {
    const why = own(SETUP_NO_EFFECT, key);
    if (why !== undefined) findings.notes.push({ file, line, text: redact(`${key}=${value}`), why });
    else if (key !== 'uniqueids') {
      findings.faults.push({
        file,
        line,
        key,
        what: "the lab does not know this keyword of 'config setup'",
        hint: unknownHint(key, ['uniqueids', ...Object.keys(SETUP_NO_EFFECT)]),
      });
    } else if (value !== 'no' && value !== 'never') {
      findings.faults.push({
        file,
        line,
        key,
        value: redact(value),
        what: 'the lab never replaces one tunnel by the other',
        rule: "uniqueids=no in AWS's strongSwan configuration",
        hint: 'write uniqueids=no',
      });
    }
  }
}

/** A keyword of ipsec.conf(5) that the lab does not know is left out; one that is none of its is a slip. */
function unknownHint(keyword: string, known: readonly string[]): string {
  const meant = nearestName(keyword, known);
  const leaveOut = 'leave the line out, or turn it into a comment';
  return meant === undefined ? leaveOut : `did you mean ${meant}? Else ${leaveOut}`;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
