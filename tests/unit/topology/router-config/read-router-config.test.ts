import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../../lab/errors.ts';
import { faultsWith, lineOf, readWith, replaced, WALK_THROUGH } from './walk-through.ts';

const TUNNEL1 = {
  name: 'Tunnel1',
  interface: 'Tunnel1',
  daemon: null,
  tunnel: 'tunnel-1',
  keyExchange: 'ikev1',
  leftId: '3.36.6.148',
  right: '43.200.198.51',
  ikeProposals: ['aes128-sha1-modp1024'],
  espProposals: ['aes128-sha1-modp1024'],
  ikeLifetimeSeconds: 28_800,
  lifetimeSeconds: 3600,
  marginSeconds: 540,
  fuzzPercent: 100,
  dpdDelaySeconds: 10,
  dpdTimeoutSeconds: 30,
  dpdAction: 'restart',
  auto: 'start',
  leftSubnets: ['0.0.0.0/0'],
  rightSubnets: ['0.0.0.0/0'],
  mark: 100,
  preSharedKey: null,
  insideLocal: '169.254.216.30/30',
  insideRemote: '169.254.216.29/30',
  mtu: 1419,
};

const SECRET = 'hygwCMlU3vlnNj5XnniE1a4o';

describe("the walk-through's own files", () => {
  it('become its two connections', () => {
    const { connections, tunnelInterface, clampMss } = readWith();
    expect(connections).toEqual([
      TUNNEL1,
      {
        ...TUNNEL1,
        name: 'Tunnel2',
        interface: 'Tunnel2',
        tunnel: 'tunnel-2',
        right: '43.203.78.35',
        mark: 200,
        insideLocal: '169.254.123.170/30',
        insideRemote: '169.254.123.169/30',
      },
    ]);
    expect({ tunnelInterface, clampMss }).toEqual({ tunnelInterface: 'vti', clampMss: true });
  });

  it('become its four routes', () => {
    expect(readWith().routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 100 },
      { destinationCidrBlock: '10.20.0.0/16', connection: 'Tunnel1', metric: 100 },
      { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel2', metric: 200 },
      { destinationCidrBlock: '10.20.0.0/16', connection: 'Tunnel2', metric: 200 },
    ]);
  });

  it('have each line without effect noted, with its place', () => {
    const { conf, commands } = WALK_THROUGH;
    expect(readWith().notes.map(({ file, line }) => `${file}:${line}`)).toEqual([
      `ipsec.conf:${lineOf(conf, 'ike=')}`,
      `ipsec.conf:${lineOf(conf, 'esp=')}`,
      `ipsec.conf:${lineOf(conf, 'right=43.203') + 5}`,
      `ipsec.conf:${lineOf(conf, 'right=43.203') + 7}`,
      `commands.sh:${lineOf(commands, 'INPUT -p esp -s 43.200')}`,
      `commands.sh:${lineOf(commands, 'INPUT -p esp -s 43.203')}`,
      `commands.sh:${lineOf(commands, 'eth0.disable_xfrm')}`,
      `commands.sh:${lineOf(commands, 'eth0.disable_policy')}`,
      `commands.sh:${lineOf(commands, 'sysctl -p')}`,
      `commands.sh:${lineOf(commands, 'sudo sed')}`,
      `commands.sh:${lineOf(commands, 'sudo ipsec restart')}`,
    ]);
  });

  it('hold no key', () => {
    expect(readWith().connections.map(({ preSharedKey }) => preSharedKey)).toEqual([null, null]);
  });
});

describe('a key that is written down', () => {
  it('belongs to the connection of its two addresses', () => {
    const secrets = `3.36.6.148 43.203.78.35 : PSK "two.${SECRET}"\n3.36.6.148 43.200.198.51 : PSK "one.${SECRET}"\n`;
    expect(readWith({ secrets }).connections.map(({ preSharedKey }) => preSharedKey)).toEqual([
      `one.${SECRET}`,
      `two.${SECRET}`,
    ]);
  });

  it('that is missing is a fault with the line to add', () => {
    const [fault, ...others] = faultsWith({ secrets: '3.36.6.148 43.200.198.51 : PSK "%generated%"' });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      file: 'ipsec.secrets',
      key: 'Tunnel2',
      hint: '3.36.6.148 43.203.78.35 : PSK "<key>"',
    });
  });

  it('is never shown, wherever it strayed', () => {
    const secrets = `3.36.6.148 43.200.198.51 : PSK "${SECRET}"\n3.36.6.148 43.203.78.35 PSK ${SECRET}2\nRSA ${SECRET}3\n`;
    const lost = [
      `3.36.6.148 43.200.198.51 : PSK "${SECRET}"`,
      `\t3.36.6.148 43.200.198.51 : PSK "${SECRET}"`,
      `\tsecret=${SECRET}4`,
      `\tauthby=${SECRET}`,
      `\tleftid=${SECRET}`,
      `\talso=${SECRET}`,
      `echo '3.36.6.148 43.200.198.51 : PSK "other-${SECRET}"' >> /etc/ipsec.secrets`,
      `ip link add PSK="${SECRET}5"`,
      `wget --password ${SECRET}`,
    ];
    const place = fc.record({ conf: fc.subarray(lost), commands: fc.subarray(lost) });
    fc.assert(
      fc.property(place, ({ conf, commands }) => {
        const faults = faultsWith({
          conf: `${WALK_THROUGH.conf}${conf.join('\n')}\n`,
          secrets,
          commands: `${WALK_THROUGH.commands}${commands.join('\n')}\n`,
        });
        expect(faults).not.toEqual([]);
        expect(new LabFileError(faults).message).not.toContain(SECRET);
      }),
    );
  });

  it.each([
    { conf: `${WALK_THROUGH.conf}3.36.6.148 43.200.198.51 : PSK "stranger"\n` },
    { conf: `${WALK_THROUGH.conf}\tpsk stranger\n` },
    { conf: `${WALK_THROUGH.conf}\tsecret="stranger"\n` },
    { secrets: `${WALK_THROUGH.secrets}1.2.3.4 : XAUTH "stranger"\n` },
    { commands: `${WALK_THROUGH.commands}echo ': PSK "stranger"' >> /etc/ipsec.secrets\n` },
    { commands: `${WALK_THROUGH.commands}ip link add PSK=stranger\n` },
  ])('is not shown even if ipsec.secrets has another: %j', (texts) => {
    const faults = faultsWith(texts);
    expect(faults).toHaveLength(1);
    expect(new LabFileError(faults).message).not.toContain('stranger');
  });

  it('is not shown in notes either', () => {
    const secrets = `3.36.6.148 43.200.198.51 : PSK "${SECRET}"\n3.36.6.148 43.203.78.35 : PSK "${SECRET}"\n`;
    const commands = `${WALK_THROUGH.commands}ipsec up ${SECRET}\nipsec up "PSK ${SECRET}x"\n`;
    expect(JSON.stringify(readWith({ secrets, commands }).notes)).not.toContain(SECRET);
  });
});

describe('a line that cannot be honoured', () => {
  it('is a fault, each in its place, all at once', () => {
    const faults = faultsWith({
      conf: replaced(WALK_THROUGH.conf, 'dpdaction=restart', 'dpdaction=hold'),
      secrets: `${WALK_THROUGH.secrets}3.36.6.148 : RSA key.pem\n`,
      commands: `${WALK_THROUGH.commands}ip neigh flush all\n`,
    });
    expect(faults.map(({ file, what }) => `${file}: ${what}`)).toEqual([
      "ipsec.conf: the lab cannot do this 'dpdaction'",
      'ipsec.secrets: not a pre-shared key in quotes; the line is not shown, since it may hold a secret',
      'commands.sh: the lab does not know this ip command',
    ]);
  });

  it('is named once when several conns share it', () => {
    const conf = `${WALK_THROUGH.conf}\nconn %default\n\tpfs=yes\n`;
    expect(faultsWith({ conf })).toMatchObject([
      { line: lineOf(conf, 'pfs'), what: 'the lab does not know this keyword' },
    ]);
  });

  it('is found among any lines: nothing is dropped in silence', () => {
    const line = fc.stringMatching(/^[a-z][a-z ]{4,20}$/);
    fc.assert(
      fc.property(line, (text) => {
        const commands = `${WALK_THROUGH.commands}${text}\n`;
        const notes = (): string[] => readWith({ commands }).notes.map((note) => note.text);
        expect(faultsWith({ commands }).length > 0 || notes().includes(text.trim())).toBe(true);
      }),
    );
  });
});

describe('conns against the VPN connection', () => {
  it('must lead to one of its tunnels', () => {
    const conf = replaced(WALK_THROUGH.conf, 'right=43.203.78.35', 'right=43.203.78.36');
    expect(faultsWith({ conf })).toContainEqual(
      expect.objectContaining({
        key: 'Tunnel2.right',
        value: '43.203.78.36',
        what: expect.stringContaining(`(ipsec.conf:${lineOf(conf, '43.203.78.36')})`) as string,
        hint: 'one of 43.200.198.51 (tunnel-1), 43.203.78.35 (tunnel-2)',
      }),
    );
  });

  it('must lead to different ones, with different marks', () => {
    const conf = replaced(
      replaced(WALK_THROUGH.conf, 'right=43.203.78.35', 'right=43.200.198.51'),
      'mark=200',
      'mark=100',
    );
    const texts = faultsWith({ conf }).map(({ key, what }) => `${key}: ${what}`);
    expect(texts).toContainEqual(expect.stringMatching(/^Tunnel2\.right: conn Tunnel1 leads there already/));
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^Tunnel2\.mark: conn Tunnel1 has the same mark \(ipsec\.conf:\d+, ipsec\.conf:\d+\)/,
      ),
    );
  });

  it('must be loaded', () => {
    const conf = WALK_THROUGH.conf.replaceAll('auto=start', 'auto=ignore');
    const empty = faultsWith({ conf });
    expect(empty).toContainEqual(expect.objectContaining({ file: 'ipsec.conf', what: 'no conn is loaded' }));
  });
});
