import { isCidrBlock } from '../cidr.ts';
import type { RouterConnection } from '../types.ts';
import { checkKeywords } from './conn-keywords.ts';
import { choiceOf, connFault, secondsOf, textOf } from './conn-settings.ts';
import type { ConnSettings } from './conn-settings.ts';
import type { Findings } from './findings.ts';

/** One conn that is loaded. */
export interface Conn {
  /** All of a router connection but what its interface and its secret add. */
  readonly fields: Omit<
    RouterConnection,
    'interface' | 'daemon' | 'tunnel' | 'preSharedKey' | 'insideLocal' | 'insideRemote' | 'mtu'
  >;
  /** Where `right` and `mark` stand, for faults that concern two places. */
  readonly rightPlace: string;
  readonly markPlace: string;
}

/** The customer gateway the router belongs to. */
export interface RouterContext {
  /** The Elastic IP in front of the router. */
  readonly ipAddress: string;
  readonly privateIpAddress: string;
  readonly tunnels: readonly { readonly name: string; readonly outsideIpAddress: string }[];
}

const ALGORITHM =
  /^(aes(128|192|256)?((gcm|ccm)(8|12|16|64|96|128)?|ctr)?|3des|chacha20poly1305|md5|sha1?|sha(2_)?(256|384|512)|prf\w+|modp\d+(s\d+)?|ecp\d+(bp)?|curve25519|x25519|no?esn)$/;

/**
 * Reads one conn. Defaults are ipsec.conf's own: lifetime 1h, ikelifetime 3h, margintime 9m,
 * rekeyfuzz 100%, dpddelay 30s, dpdtimeout 150s, dpdaction none (ipsec.conf(5)).
 */
export function readConn(settings: ConnSettings, context: RouterContext, findings: Findings): Conn {
  checkKeywords(settings, findings);
  checkName(settings, findings);
  checkLeft(settings, context, findings);
  checkAuthentication(settings, findings);
  const right = textOf(settings, 'right');
  const rightId = textOf(settings, 'rightid');
  if (rightId !== undefined && rightId.value !== right?.value) {
    const hint = 'leave rightid out, or write the same address as in right';
    connFault(settings, findings, rightId, "the endpoint's identity is its outside address", hint);
  }
  const mark = readMark(settings, findings);
  const fields: Conn['fields'] = {
    name: settings.name,
    keyExchange: choiceOf(
      settings,
      'keyexchange',
      { ikev1: 'ikev1', ikev2: 'ikev2', ike: 'ikev2' } as const,
      'ikev2',
      findings,
    ),
    leftId: readLeftId(settings, context, findings),
    right: right?.value ?? '',
    ikeProposals: readProposals(settings, 'ike', findings),
    espProposals: readProposals(settings, 'esp', findings),
    ikeLifetimeSeconds: secondsOf(settings, ['ikelifetime'], 10_800, findings),
    lifetimeSeconds: secondsOf(settings, ['lifetime', 'keylife'], 3600, findings),
    marginSeconds: secondsOf(settings, ['margintime', 'rekeymargin'], 540, findings),
    fuzzPercent: readFuzz(settings, findings),
    dpdDelaySeconds: secondsOf(settings, ['dpddelay'], 30, findings),
    dpdTimeoutSeconds: secondsOf(settings, ['dpdtimeout'], 150, findings),
    dpdAction: choiceOf(
      settings,
      'dpdaction',
      { none: 'none', clear: 'clear', restart: 'restart' } as const,
      'none',
      findings,
    ),
    auto: choiceOf(
      settings,
      'auto',
      { start: 'start', route: 'route', add: 'add' } as const,
      'add',
      findings,
    ),
    leftSubnets: [readSubnet(settings, 'leftsubnet', findings)],
    rightSubnets: [readSubnet(settings, 'rightsubnet', findings)],
    mark: mark.value,
  };
  checkMargin(settings, fields, findings);
  const rightPlace = `${settings.file}:${right?.line ?? settings.line}`;
  return { fields, rightPlace, markPlace: mark.place };
}

// The conn's name is the interface's too, and Linux takes 15 characters.
function checkName(settings: ConnSettings, findings: Findings): void {
  if (/^[A-Za-z][\w-]{0,14}$/.test(settings.name)) return;
  const hint = 'start with a letter; letters, digits, _ and -; at most 15 characters';
  connFault(settings, findings, { key: 'conn' }, 'this name cannot be that of an interface', hint);
}

function checkLeft(settings: ConnSettings, context: RouterContext, findings: Findings): void {
  const left = textOf(settings, 'left');
  if (left === undefined || ['%defaultroute', '%any', context.privateIpAddress].includes(left.value)) return;
  const what =
    left.value === context.ipAddress
      ? 'the Elastic IP is not an address of the router: the NAT in front of it has it'
      : 'the router has no such address';
  connFault(settings, findings, left, what, `write left=%defaultroute, or left=${context.privateIpAddress}`);
}

function readLeftId(settings: ConnSettings, context: RouterContext, findings: Findings): string {
  const leftId = textOf(settings, 'leftid') ?? {
    key: 'leftid',
    value: context.privateIpAddress,
    line: settings.line,
  };
  if (leftId.value !== context.ipAddress) {
    findings.notes.push({
      file: settings.file,
      line: leftId.line,
      text: textOf(settings, 'leftid') === undefined ? `conn ${settings.name}` : `leftid=${leftId.value}`,
      why: `the endpoint expects the customer gateway's address, ${context.ipAddress}, as identity: the tunnel will stay down`,
    });
  }
  return leftId.value;
}

function checkAuthentication(settings: ConnSettings, findings: Findings): void {
  const authBy = textOf(settings, 'authby');
  for (const key of ['leftauth', 'rightauth']) {
    const entry = textOf(settings, key) ?? authBy;
    if (entry === undefined) {
      const what = 'without authby or leftauth and rightauth, strongSwan authenticates with public keys';
      connFault(settings, findings, { key }, what, `write ${key}=psk`);
    } else if (entry.value !== 'psk' && !(entry === authBy && entry.value === 'secret')) {
      connFault(
        settings,
        findings,
        entry,
        'the lab authenticates with pre-shared keys only',
        `write ${key}=psk`,
      );
    }
  }
}

function readProposals(settings: ConnSettings, key: 'ike' | 'esp', findings: Findings): string[] {
  const entry = textOf(settings, key);
  if (entry === undefined) {
    connFault(settings, findings, { key }, 'no proposal', `write ${key}=aes128-sha1-modp1024, for example`);
    return [];
  }
  const strict = entry.value.endsWith('!');
  const proposals = entry.value
    .replace(/!$/, '')
    .split(',')
    .map((proposal) => proposal.trim());
  for (const word of proposals.flatMap((proposal) => proposal.split('-'))) {
    if (ALGORITHM.test(word)) continue;
    connFault(settings, findings, entry, `'${word}' is no algorithm`, 'for example aes128-sha1-modp1024');
  }
  if (!strict) {
    findings.notes.push({
      file: settings.file,
      line: entry.line,
      text: `${key}=${entry.value}`,
      why: "without '!' strongSwan offers its default proposals after these; the lab offers these only",
    });
  }
  return proposals;
}

function readSubnet(settings: ConnSettings, key: 'leftsubnet' | 'rightsubnet', findings: Findings): string {
  const entry = textOf(settings, key);
  if (entry !== undefined && isCidrBlock(entry.value)) return entry.value;
  connFault(
    settings,
    findings,
    entry ?? { key },
    'not one CIDR block',
    `write ${key}=0.0.0.0/0, and choose with routes`,
    'AWS has one SA pair per tunnel (AWS S2S VPN user guide, Your customer gateway device)',
  );
  return '0.0.0.0/0';
}

function readFuzz(settings: ConnSettings, findings: Findings): number {
  const entry = textOf(settings, 'rekeyfuzz');
  if (entry === undefined) return 100;
  if (/^\d{1,3}%$/.test(entry.value)) return Number.parseInt(entry.value, 10);
  connFault(settings, findings, entry, 'not a percentage', 'for example rekeyfuzz=100%');
  return 100;
}

function checkMargin(settings: ConnSettings, conn: Conn['fields'], findings: Findings): void {
  const longest = conn.marginSeconds * (1 + conn.fuzzPercent / 100);
  for (const [key, seconds] of [
    ['lifetime', conn.lifetimeSeconds],
    ['ikelifetime', conn.ikeLifetimeSeconds],
  ] as const) {
    if (longest < seconds) continue;
    const entry = textOf(settings, key) ??
      textOf(settings, 'margintime', 'rekeymargin', 'rekeyfuzz') ?? { key };
    const what = `a rekey margin of up to ${longest} s leaves nothing of ${seconds} s`;
    connFault(settings, findings, entry, what, 'a longer lifetime, or a shorter margintime');
  }
}

function readMark(settings: ConnSettings, findings: Findings): { value: number; place: string } {
  const both = textOf(settings, 'mark') ?? textOf(settings, 'mark_in') ?? { key: 'mark' };
  const out = textOf(settings, 'mark') ?? textOf(settings, 'mark_out') ?? { key: 'mark' };
  const hint = 'write for example mark=100, a number of its own for each tunnel';
  if (!('value' in both) || !('value' in out)) {
    connFault(settings, findings, both, 'no mark: a VTI takes the packets that bear its key as mark', hint);
    return { value: 0, place: '' };
  }
  const mark = /^(\d+|0x[0-9a-f]+)(\/0xf{8})?$/i.exec(both.value)?.[1];
  if (mark === undefined || Number(mark) === 0) connFault(settings, findings, both, 'not a mark', hint);
  if (both.value !== out.value) {
    connFault(settings, findings, out, 'a VTI has one key: mark_in and mark_out must be the same', hint);
  }
  return { value: Number(mark ?? 0), place: `${settings.file}:${both.line}` };
}
