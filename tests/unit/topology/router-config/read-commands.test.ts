import { describe, expect, it } from 'vitest';
import { faultsWith, lineOf, readWith, replaced, WALK_THROUGH } from './walk-through.ts';

const { commands } = WALK_THROUGH;
const VTI = 'sudo ip link add Tunnel1 type vti local 10.30.12.85 remote 43.200.198.51 key 100';

describe('the same said otherwise', () => {
  it.each([
    [VTI, 'ip tunnel add Tunnel1 mode vti local 10.30.12.85 remote 43.200.198.51 okey 100 ikey 100'],
    [VTI, 'ip link add name Tunnel1 type vti key 100 remote 43.200.198.51 local 10.30.12.85'],
    [VTI, 'ip -4 l a Tunnel1 type vti \\\n  local 10.30.12.85 remote 43.200.198.51 key 100'],
    [
      'addr add 169.254.216.30/30 remote 169.254.216.29/30 dev Tunnel1',
      'a add 169.254.216.30/30 peer 169.254.216.29/30 dev Tunnel1',
    ],
    ['ip link set Tunnel1 up mtu 1419', 'ip link set dev Tunnel1 mtu 1419 && sudo ip link set Tunnel1 up'],
    ['ip route add 10.10.0.0/16 dev Tunnel1', 'ip r replace 10.10.0.0/16 dev Tunnel1'],
    ['-A FORWARD -o Tunnel1 -p tcp', '-I FORWARD -o Tunnel1 -p tcp -m tcp'],
    ['net.ipv4.ip_forward=1', 'net.ipv4.ip_forward = 1'],
    ['net.ipv4.ip_forward=1', 'sudo sysctl -w net.ipv4.ip_forward=1'],
  ])('%j as %j', (from, to) => {
    const { connections, routes, clampMss } = readWith();
    expect(readWith({ commands: replaced(commands, from, to) })).toMatchObject({
      connections,
      routes,
      clampMss,
    });
  });
});

describe('a route', () => {
  it('without a metric has metric 0', () => {
    const { routes } = readWith({ commands: replaced(commands, 'dev Tunnel1 metric 100', 'dev Tunnel1') });
    expect(routes[0]).toEqual({ destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 0 });
  });
});

it('no clamping anywhere is allowed', () => {
  expect(readWith({ commands: commands.replace(/.*TCPMSS.*\n/g, '') }).clampMss).toBe(false);
});

describe('a command without effect', () => {
  it.each([
    'sudo ip route flush table 220',
    'sudo systemctl restart strongswan-starter',
    'sudo service strongswan restart',
    'sudo strongswan restart',
    'sudo iptables-save > /etc/iptables.conf',
    'sudo apt-get install -y strongswan',
    'ip route show',
    'modprobe ip_vti',
    'set -e',
    'net.ipv4.conf.all.rp_filter=2',
  ])('is noted: %s', (line) => {
    const text = `${commands}${line}\n`;
    expect(readWith({ commands: text }).notes.at(-1)).toMatchObject({
      file: 'commands.sh',
      line: lineOf(text, line),
      text: line,
    });
  });
});

describe('a command that cannot be honoured', () => {
  it.each([
    ['reboot', 'the lab does not know this command'],
    ['ip rule add from all lookup 100', 'the lab does not know this ip command'],
    ['ip route add 10.40.0.0/16 dev $DEV', 'variables and substitutions are not expanded'],
    ['ip route add default via 10.30.0.1', "the lab does not understand 'via' here"],
    ['ip route add 10.40.0.0/16 dev Tunnel1 src 10.30.12.85', "the lab does not understand 'src' here"],
    ['ip route add 10.40.0.0/16 dev Tunnel1 metric low', 'the metric is not a number'],
    ['ip route add somewhere dev Tunnel1', 'the destination is not a CIDR block'],
    ['ip route add 10.40.0.0/16 dev Tunnel3', "there is no tunnel interface 'Tunnel3' yet"],
    ['ip route add 10.40.0.0/16', 'no interface is named'],
    [
      'ip route add 10.10.0.0/16 dev Tunnel2 metric 100',
      `this route stands in line ${lineOf(commands, 'route add 10.10')} already`,
    ],
    ['ip route flush table main', 'the lab flushes no other table'],
    ['ip link add gre1 type gre local 10.30.12.85 remote 1.2.3.4 key 1', 'not a VTI'],
    ['ip link add v type vti remote 1.2.3.4 key 1', 'a VTI needs local and remote'],
    ['ip link add v type vti local 10.30.12.85 remote 1.2.3.4', 'a VTI needs one key for both directions'],
    [
      'ip link add v type vti local 10.30.12.85 remote 1.2.3.4 ikey 1 okey 2',
      'a VTI needs one key for both directions',
    ],
    [
      'ip link add v type vti local 10.30.12.85 remote 1.2.3.4 key 0',
      'a VTI needs one key for both directions',
    ],
    [VTI, "the interface 'Tunnel1' is made twice"],
    ['ip link set Tunnel1 down', "the lab does not understand 'down' here"],
    ['ip link set Tunnel1 mtu 100', 'not an MTU'],
    ['ip link set Tunnel1 mtu', "the lab does not understand 'mtu' here"],
    ['ip addr add 169.254.216.30/30 dev Tunnel1', 'not two addresses of one network'],
    [
      'ip addr add 169.254.216.30/30 remote 169.254.216.33/30 dev Tunnel1',
      'not two addresses of one network',
    ],
    [
      'ip addr add 169.254.1.2/30 remote 169.254.1.1/30 dev Tunnel1',
      `'Tunnel1' has its inside address since line ${lineOf(commands, 'addr add')}`,
    ],
    ['iptables -A INPUT -p udp -j DROP', 'the lab does not know this rule'],
    [
      'iptables -t mangle -A FORWARD -o Tunnel1 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1379',
      "the lab does not understand '--set-mss' here",
    ],
    [
      'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
      'no interface is named',
    ],
    [
      'iptables -t mangle -A FORWARD -o Tunnel1 -p tcp --tcp-flags SYN SYN -j TCPMSS --clamp-mss-to-pmtu',
      'the lab does not know this rule',
    ],
    ['net.ipv4.ip_forward=0', "the lab's router has net.ipv4.ip_forward=1"],
    ['net.ipv4.conf.Tunnel1.rp_filter=1', "the lab's router has net.ipv4.conf.Tunnel1.rp_filter=2"],
    ['net.ipv4.conf.Tunnel1.disable_xfrm=1', 'the lab does not know this sysctl'],
    ['net.ipv4.tcp_mtu_probing=1', 'the lab does not know this sysctl'],
    ['sysctl -w net.ipv4.ip_forward', 'not a sysctl'],
  ])('is a fault: %s', (line, what) => {
    const text = `${commands}${line}\n`;
    expect(faultsWith({ commands: text })).toMatchObject([
      { file: 'commands.sh', line: text.split('\n').length - 1, value: line, what },
    ]);
  });

  it.each(['net.ipv4.ip_forward', 'net.ipv4.conf.Tunnel1.disable_policy'])(
    'is a fault when it is missing: %s',
    (key) => {
      expect(faultsWith({ commands: replaced(commands, `${key}=1\n`, '') })).toMatchObject([
        { file: 'commands.sh', key, hint: `add ${key}=1` },
      ]);
    },
  );
});
