import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import { isCidrBlock, networkOf } from '../../topology/cidr.ts';
import type { NamedFile } from '../../topology/named-file.ts';
import { ALGORITHM_RULE, keywordOf, proposalOf } from '../algorithms.ts';
import { objectsOfDownload } from '../download.ts';
import type { DeviceTunnel } from '../ec2/device-configuration.ts';
import type { TunnelOption } from '../ec2/vpn.ts';
import type { FoundObjects } from '../objects.ts';
import type { ImportReader } from '../reader.ts';

/** The console's download for the vendor "Generic": prose with a list of values for each tunnel. */
export const genericTextReader: ImportReader = {
  kind: 'generic text of a VPN connection',
  takes: (text) =>
    /Internet Key Exchange Configuration/i.test(text) && /^\s*IPSec Tunnel #1\s*$/im.test(text),
  read: (files) => {
    const problems: Problem[] = [];
    return {
      objects: files.flatMap(documentsOf).flatMap((file) => readText(file, problems)),
      notes: [],
      problems,
    };
  },
};

/** The texts of several connections, one behind the other, each at its own lines: those of the others are empty there. */
function documentsOf({ file, text }: NamedFile): NamedFile[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (/Your VPN Connection ID\s*:/i.test(line) ? [index] : []));
  if (starts.length < 2) return [{ file, text }];
  return starts.map((start, index) => ({
    file,
    text: lines
      .map((line, at) => (at < start || at >= (starts[index + 1] ?? Infinity) ? '' : line))
      .join('\n'),
  }));
}

/** A value and where it stands. */
interface Entry {
  readonly value: string;
  readonly line: number;
}

/** What a heading begins; the values below are called alike in several. */
const HEADINGS: readonly (readonly [RegExp, string])[] = [
  [/^#1\b.*Internet Key Exchange/i, 'ike'],
  [/^#2\b.*IPSec/i, 'ipsec'],
  [/^#3\b.*Tunnel Interface/i, 'interface'],
  [/^Outside IP Addresses/i, 'outside'],
  [/^Inside IP Addresses/i, 'inside'],
  [/^#4\b.*Border Gateway Protocol/i, 'bgp'],
  [/^#4\b.*Static Rout/i, 'static'],
];

/** The values of the file's head, and of each tunnel, by heading and label: `ike lifetime`. */
interface Values {
  readonly head: ReadonlyMap<string, Entry>;
  readonly tunnels: readonly { readonly line: number; readonly values: ReadonlyMap<string, Entry> }[];
}

function valuesOf(text: string): Values {
  const head = new Map<string, Entry>();
  const tunnels: { line: number; values: Map<string, Entry> }[] = [];
  let heading = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const content = raw.trim();
    const values = tunnels.at(-1)?.values ?? head;
    if (/^IPSec Tunnel #\d+$/i.test(content)) {
      tunnels.push({ line, values: new Map() });
      heading = '';
    } else if (/^Additional Notes/i.test(content)) {
      break;
    } else {
      heading = HEADINGS.find(([pattern]) => pattern.test(content))?.[1] ?? heading;
      const [, label = '', value = ''] = /^(?:-\s*)?([A-Za-z][^:]*?)\s*:\s*(\S.*)$/.exec(content) ?? [];
      const key = `${heading} ${label.toLowerCase().replaceAll(/\s+/g, ' ')}`.trim();
      if (label !== '' && !values.has(key)) values.set(key, { value, line });
    }
  }
  return { head, tunnels };
}

function readText({ file, text }: NamedFile, problems: Problem[]): FoundObjects[] {
  const { head, tunnels } = valuesOf(text);
  const id = head.get('your vpn connection id');
  if (id === undefined) {
    problems.push({ file, line: 1, what: 'names no VPN connection', rule: 'Your VPN Connection ID : vpn-…' });
    return [];
  }
  const lines = new Map([['', id.line]]);
  const [first] = tunnels;
  const valueOf = (key: string): string | undefined => first?.values.get(key)?.value;
  const isBgp = first !== undefined && [...first.values.keys()].some((key) => key.startsWith('bgp '));
  const gateway = head.get('your virtual private gateway id');
  const options = tunnels.map((tunnel, index) =>
    tunnelOption(tunnel, `Options.TunnelOptions[${index}]`, lines),
  );
  return [
    objectsOfDownload({
      file,
      VpnConnectionId: id.value,
      CustomerGatewayId: head.get('your customer gateway id')?.value ?? `cgw-of-${id.value}`,
      ...given({
        // A connection at a Transit Gateway has its id here, or nothing.
        VpnGatewayId: gateway?.value.startsWith('vgw-') === true ? gateway.value : undefined,
        IpAddress: valueOf('outside customer gateway'),
        BgpAsn: valueOf('bgp customer gateway asn'),
        AmazonSideAsn: numberOf(first?.values.get('bgp virtual private gateway asn')),
        customerGatewayLine: first?.values.get('outside customer gateway')?.line,
        vpnGatewayLine: gateway?.line,
      }),
      Options: { StaticRoutesOnly: !isBgp, TunnelOptions: options },
      Tunnels: tunnels.map(({ values }) => deviceTunnel(values, file, problems)),
      lines,
    }),
  ];
}

function tunnelOption(
  { line, values }: Values['tunnels'][number],
  path: string,
  lines: Map<string, number>,
): TunnelOption {
  const entries = {
    OutsideIpAddress: values.get('outside virtual private gateway'),
    TunnelInsideCidr: values.get('inside virtual private gateway'),
    PreSharedKey: values.get('ike pre-shared key'),
    Phase1LifetimeSeconds: values.get('ike lifetime'),
    Phase2LifetimeSeconds: values.get('ipsec lifetime'),
  };
  lines.set(path, line);
  for (const [member, entry] of Object.entries(entries))
    if (entry !== undefined) lines.set(`${path}.${member}`, entry.line);
  const inside = entries.TunnelInsideCidr?.value;
  return given({
    OutsideIpAddress: entries.OutsideIpAddress?.value,
    TunnelInsideCidr: inside !== undefined && isCidrBlock(inside) ? networkOf(inside) : inside,
    PreSharedKey: entries.PreSharedKey?.value,
    Phase1LifetimeSeconds: numberOf(entries.Phase1LifetimeSeconds),
    Phase2LifetimeSeconds: numberOf(entries.Phase2LifetimeSeconds),
  });
}

function deviceTunnel(values: ReadonlyMap<string, Entry>, file: string, problems: Problem[]): DeviceTunnel {
  const interval = numberOf(values.get('ipsec dpd interval'));
  const retries = numberOf(values.get('ipsec dpd retries'));
  const isIkev2 = /ikev?2/i.test(values.get('ike ike version')?.value ?? '');
  const proposals = (phase: 'ike' | 'esp'): readonly string[] | undefined => {
    const heading = phase === 'ike' ? 'ike' : 'ipsec';
    const keyword = (kind: 'encryption' | 'integrity' | 'dhGroup', label: string): string | null => {
      const entry = values.get(`${heading} ${label}`);
      if (entry === undefined) return null;
      const known = keywordOf(kind, entry.value);
      const what = 'is an algorithm that no tunnel takes';
      if (known === null)
        problems.push({ file, line: entry.line, key: label, value: entry.value, what, rule: ALGORITHM_RULE });
      return known;
    };
    const encryption = keyword('encryption', 'encryption algorithm');
    const integrity = keyword('integrity', 'authentication algorithm');
    // Downloads of 2010 call the group of phase 1 Perfect Forward Secrecy, too.
    const isNamed = phase === 'ike' && values.has('ike diffie-hellman');
    const dhGroup = keyword('dhGroup', isNamed ? 'diffie-hellman' : 'perfect forward secrecy');
    if (encryption === null || integrity === null || dhGroup === null) return undefined;
    return [proposalOf(phase, { encryption, integrity, dhGroup })];
  };
  return {
    OutsideIpAddress: values.get('outside virtual private gateway')?.value ?? '',
    ...(isIkev2 && { KeyExchange: 'ikev2' as const }),
    ...given({
      IkeProposals: proposals('ike'),
      EspProposals: proposals('esp'),
      IkeLifetimeSeconds: numberOf(values.get('ike lifetime')),
      LifetimeSeconds: numberOf(values.get('ipsec lifetime')),
      DpdDelaySeconds: interval,
      DpdTimeoutSeconds: interval === undefined || retries === undefined ? undefined : interval * retries,
    }),
  };
}

/** The number that a value begins with: `28800 seconds`. */
function numberOf(entry: Entry | undefined): number | undefined {
  const [, digits] = /^(\d+)\b/.exec(entry?.value ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
