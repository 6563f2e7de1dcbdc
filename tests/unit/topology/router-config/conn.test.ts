import { describe, expect, it } from 'vitest';
import { faultsWith, lineOf, readWith, replaced, WALK_THROUGH } from './walk-through.ts';

const changed = (from: string | RegExp, to: string): string => replaced(WALK_THROUGH.conf, from, to);
/** Tunnel1 with one of its lines replaced, none, or more added. */
const tunnel1 = (from: string, to: string) => readWith({ conf: changed(from, to) }).connections[0];

describe('a conn', () => {
  it.each([
    ['ikelifetime=8h', 'ikelifetime=1d', { ikeLifetimeSeconds: 86_400 }],
    ['ikelifetime=8h', 'ikelifetime=28800', { ikeLifetimeSeconds: 28_800 }],
    ['ikelifetime=8h', 'ikelifetime=480m', { ikeLifetimeSeconds: 28_800 }],
    ['lifetime=1h\n\tkeying', 'keylife=3000s\n\tkeying', { lifetimeSeconds: 3000 }],
    ['mark=100', 'mark=100\n\tmargintime=270s\n\trekeyfuzz=50%', { marginSeconds: 270, fuzzPercent: 50 }],
    ['mark=100', 'mark=100\n\trekeymargin=4m', { marginSeconds: 240 }],
    ['mark=100', 'mark=0x64/0xffffffff', { mark: 100 }],
    ['mark=100', 'mark_in=100\n\tmark_out=100', { mark: 100 }],
    ['dpdaction=restart', 'dpdaction=clear', { dpdAction: 'clear' }],
    ['\tdpdaction=restart\n', '', { dpdAction: 'none' }],
    ['\tdpddelay=10s\n', '', { dpdDelaySeconds: 30 }],
    ['\tdpdtimeout=30s\n', '', { dpdTimeoutSeconds: 150 }],
    ['\tlifetime=1h\n', '', { lifetimeSeconds: 3600 }],
    ['\tikelifetime=8h\n', '', { ikeLifetimeSeconds: 10_800 }],
    ['auto=start', 'auto=route', { auto: 'route' }],
    ['keyexchange=ikev1', 'keyexchange=ikev2', { keyExchange: 'ikev2' }],
    ['keyexchange=ikev1', 'keyexchange=ike', { keyExchange: 'ikev2' }],
    ['left=%defaultroute', 'left=10.30.12.85', { leftId: '3.36.6.148' }],
    ['leftid=3.36.6.148', 'leftid="3.36.6.148" # quoted', { leftId: '3.36.6.148' }],
    ['leftauth=psk\n\trightauth=psk', 'authby=secret', { name: 'Tunnel1' }],
    [
      'ike=aes128-sha1-modp1024',
      'ike=aes256gcm16-prfsha384-ecp384,aes128-sha1-modp1024!',
      {
        ikeProposals: ['aes256gcm16-prfsha384-ecp384', 'aes128-sha1-modp1024'],
      },
    ],
    ['type=tunnel', 'type=tunnel\n\trightid=43.200.198.51\n\tmobike=no', { right: '43.200.198.51' }],
  ])('with %j changed to %j', (from, to, fields) => {
    expect(tunnel1(from, to)).toMatchObject(fields);
  });

  it("offers nothing else with '!', so there is nothing to note", () => {
    const notes = readWith({ conf: WALK_THROUGH.conf.replaceAll('modp1024', 'modp1024!') }).notes;
    expect(notes.filter(({ file }) => file === 'ipsec.conf')).toEqual([]);
  });

  it.each([
    [
      'left=%defaultroute',
      'left=3.36.6.148',
      'left',
      'the Elastic IP is not an address of the router: the NAT in front of it has it',
    ],
    ['left=%defaultroute', 'left=10.9.9.9', 'left', 'the router has no such address'],
    [
      'leftid=3.36.6.148',
      'leftid=3.36.6.148\n\trightid=@aws',
      'rightid',
      "the endpoint's identity is its outside address",
    ],
    ['leftsubnet=0.0.0.0/0', 'leftsubnet=10.30.0.0/16,10.31.0.0/16', 'leftsubnet', 'not one CIDR block'],
    ['\trightsubnet=0.0.0.0/0\n', '', 'rightsubnet', 'not one CIDR block'],
    [
      '\tleftauth=psk\n',
      '',
      'leftauth',
      'without authby or leftauth and rightauth, strongSwan authenticates with public keys',
    ],
    ['rightauth=psk', 'rightauth=pubkey', 'rightauth', 'the lab authenticates with pre-shared keys only'],
    ['ike=aes128-sha1-modp1024', 'ike=aes128-sha1-modp', 'ike', "'modp' is no algorithm"],
    ['\tesp=aes128-sha1-modp1024\n', '', 'esp', 'no proposal'],
    ['ikelifetime=8h', 'ikelifetime=8 hours', 'ikelifetime', 'not a time'],
    [
      'lifetime=1h\n\tkeying',
      'lifetime=15m\n\tkeying',
      'lifetime',
      'a rekey margin of up to 1080 s leaves nothing of 900 s',
    ],
    ['mark=100', 'mark=100\n\trekeyfuzz=half', 'rekeyfuzz', 'not a percentage'],
    ['mark=100', 'mark=%unique', 'mark', 'not a mark'],
    [
      'mark=100',
      'mark_in=100\n\tmark_out=200',
      'mark_out',
      'a VTI has one key: mark_in and mark_out must be the same',
    ],
    ['\tmark=100\n', '', 'mark', 'no mark: a VTI takes the packets that bear its key as mark'],
    ['dpdaction=restart', 'dpdaction=hold', 'dpdaction', "the lab cannot do this 'dpdaction'"],
    ['type=tunnel', 'type=transport', 'type', "the lab cannot do this 'type'"],
    ['keyingtries=%forever', 'keyingtries=3', 'keyingtries', "the lab cannot do this 'keyingtries'"],
    ['type=tunnel', 'type=tunnel\n\tmobike=yes', 'mobike', "the lab cannot do this 'mobike'"],
    [
      'type=tunnel',
      'type=tunnel\n\tleftupdown=/etc/aws-updown.sh',
      'leftupdown',
      'the lab does not know this keyword',
    ],
    ['type=tunnel', 'type=tunnel\n\tconstructor=x', 'constructor', 'the lab does not know this keyword'],
  ])('cannot have %j changed to %j', (from, to, key, what) => {
    const conf = changed(from, to);
    const added = to
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line.startsWith(`${key}=`));
    const line = added === undefined ? lineOf(conf, 'conn Tunnel1') : lineOf(conf, `\t${added}`);
    expect(faultsWith({ conf })).toContainEqual(
      expect.objectContaining({ file: 'ipsec.conf', line, key: `Tunnel1.${key}`, what }),
    );
  });

  it.each([
    ['dpdtimout', /^did you mean dpdtimeout\?/],
    ['leftupdown', /^leave the line out/],
  ])('that has %s gets a hint', (keyword, hint) => {
    const conf = changed('type=tunnel', `type=tunnel\n\t${keyword}=30s`);
    expect(faultsWith({ conf })).toContainEqual(
      expect.objectContaining({ key: `Tunnel1.${keyword}`, hint: expect.stringMatching(hint) as string }),
    );
  });

  it('that calls itself by its private address is noted: the endpoint will not know it', () => {
    const notes = readWith({ conf: changed('leftid=3.36.6.148', 'leftid=10.30.12.85') }).notes;
    expect(notes[0]).toMatchObject({
      text: 'leftid=10.30.12.85',
      why: expect.stringContaining('the tunnel will stay down') as string,
    });
    const without = readWith({ conf: changed('\tleftid=3.36.6.148\n', '') });
    expect(without.notes[0]).toMatchObject({ text: 'conn Tunnel1' });
    expect(without.connections[0]).toMatchObject({ leftId: '10.30.12.85' });
  });

  it('must have a name that an interface can have', () => {
    const conf = changed('conn Tunnel1', 'conn to-aws-in-seoul-1');
    expect(faultsWith({ conf })).toContainEqual(
      expect.objectContaining({
        what: 'this name cannot be that of an interface',
        line: lineOf(conf, 'conn to-aws'),
      }),
    );
  });
});

describe('config setup', () => {
  it.each([
    ['uniqueids = never', 'ok'],
    ['uniqueids = yes', 'the lab never replaces one tunnel by the other'],
    ['interfaces = %defaultroute', "the lab does not know this keyword of 'config setup'"],
  ])('with %s', (line, what) => {
    const faults = faultsWith({ conf: changed('uniqueids = no', line) });
    expect(faults.map((fault) => fault.what)).toEqual(what === 'ok' ? [] : [what]);
  });

  it('has keywords without effect', () => {
    const { notes } = readWith({
      conf: changed('uniqueids = no', 'uniqueids=no\n\tcharondebug="ike 2, knl 1"'),
    });
    expect(notes[0]).toMatchObject({
      text: 'charondebug=ike 2, knl 1',
      why: "the lab sets the daemon's log level itself",
    });
  });
});

describe('what conns share', () => {
  const shared = (sections: string): string =>
    `${sections}\nconn Tunnel1\n\tright=43.200.198.51\n\tmark=100\n\tauto=start\n\talso=aws\n` +
    'conn Tunnel2\n\tauto=start\n\tright=43.203.78.35\n\tmark=200\n\talso=aws\n\tdpddelay=7s\n';
  const rest =
    '\tleftid=3.36.6.148\n\tauthby=psk\n\tkeyexchange=ikev1\n\tike=aes128-sha1-modp1024!\n\tesp=aes128-sha1-modp1024!\n' +
    '\tleftsubnet=0.0.0.0/0\n\trightsubnet=0.0.0.0/0\n';

  it('comes from %default, over it from `also`, over both from the conn', () => {
    const { connections, notes } = readWith({
      conf: shared(
        `conn aws\n\tdpddelay=5s\n\tdpdaction=clear\n${rest}conn %default\n\tdpdaction=restart\n\tdpdtimeout=20s\n\tdpddelay=6s\n`,
      ),
    });
    expect(connections.map((each) => [each.dpdDelaySeconds, each.dpdTimeoutSeconds, each.dpdAction])).toEqual(
      [
        [5, 20, 'clear'],
        [7, 20, 'clear'],
      ],
    );
    expect(notes.filter(({ file }) => file === 'ipsec.conf')).toEqual([]);
  });

  it('must exist', () => {
    const conf = replaced(shared(`conn aws\n${rest}`), 'also=aws', 'also=awz');
    expect(faultsWith({ conf })).toContainEqual(
      expect.objectContaining({
        line: lineOf(conf, 'also=awz'),
        key: 'Tunnel1.also',
        what: "there is no conn 'awz'",
      }),
    );
  });

  it('must not go round in a circle', () => {
    const conf = shared(`conn aws\n${rest}\talso=more\nconn more\n\talso=aws\n`);
    const what = 'conns include each other in a circle';
    expect(faultsWith({ conf })).toMatchObject([
      { line: lineOf(conf, 'conn more') + 1, key: 'more.also', what },
      { line: lineOf(conf, 'also=more'), key: 'aws.also', what },
    ]);
  });

  it('is noted when nobody loads it', () => {
    const { notes } = readWith({ conf: `${WALK_THROUGH.conf}\nconn spare\n\tright=1.2.3.4\n` });
    expect(notes).toContainEqual(
      expect.objectContaining({
        text: 'conn spare',
        why: 'a conn without auto=start, route or add is not loaded',
      }),
    );
  });
});
