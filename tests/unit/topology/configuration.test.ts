import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../lab/errors.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import { referenceYaml } from './reference-yaml.ts';

const conn = (name: string, right: string, mark: number): string => `
conn ${name}
    auto=start
    left=%defaultroute
    leftid=3.36.6.148
    right=${right}
    type=tunnel
    leftauth=psk
    rightauth=psk
    keyexchange=ikev1
    ike=aes128-sha1-modp1024
    ikelifetime=8h
    esp=aes128-sha1-modp1024
    lifetime=1h
    keyingtries=%forever
    leftsubnet=0.0.0.0/0
    rightsubnet=0.0.0.0/0
    dpddelay=10s
    dpdtimeout=30s
    dpdaction=restart
    mark=${mark}
`;
const device = (name: string, remote: string, mark: number, inside: string): string => `
ip link add ${name} type vti local 10.30.12.85 remote ${remote} key ${mark}
ip addr add ${inside} dev ${name}
ip link set ${name} up mtu 1419
ip route add 10.10.0.0/16 dev ${name} metric ${mark}
sysctl -w net.ipv4.conf.${name}.rp_filter=2
sysctl -w net.ipv4.conf.${name}.disable_policy=1
`;
const files: Record<string, string> = {
  'labs/router/ipsec.conf': `config setup
    uniqueids=no
${conn('Tunnel1', '43.200.198.51', 100)}${conn('Tunnel2', '43.203.78.35', 200)}`,
  'labs/router/ipsec.secrets': `3.36.6.148 43.200.198.51 : PSK "hush.hush.one"
3.36.6.148 43.203.78.35 : PSK "hush.hush.two"
`,
  'labs/router/commands.sh': `sysctl -w net.ipv4.ip_forward=1
${device('Tunnel1', '43.200.198.51', 100, '169.254.216.30/30 remote 169.254.216.29/30')}${device(
    'Tunnel2',
    '43.203.78.35',
    200,
    '169.254.123.170/30 remote 169.254.123.169/30',
  )}`,
};
const text = referenceYaml.replace(
  / {6}connections:[^]*?(?= {4}hosts:)/,
  `      configuration:
        { ipsecConf: router/ipsec.conf, ipsecSecrets: router/ipsec.secrets, commands: router/commands.sh }
`,
);

function reader(changes: Record<string, string> = {}) {
  return (path: string): string => {
    const content = { ...files, ...changes }[path];
    if (content === undefined) throw new Error(`no ${path}`);
    return content;
  };
}

describe("a router's own configuration files", () => {
  it('take the place of connections and routes', () => {
    const { router } = parseLab(text, 'labs/lab.yaml', reader()).customerGateways[0]!;
    expect(router).toMatchObject({ name: 'onprem-router', tunnelInterface: 'vti', clampMss: false });
    expect(router.connections).toMatchObject([
      {
        name: 'Tunnel1',
        tunnel: 'tunnel-1',
        mark: 100,
        dpdTimeoutSeconds: 30,
        insideLocal: '169.254.216.30/30',
      },
      { name: 'Tunnel2', tunnel: 'tunnel-2', mark: 200, preSharedKey: 'hush.hush.two' },
    ]);
    expect(router.routes).toContainEqual({
      destinationCidrBlock: '10.10.0.0/16',
      connection: 'Tunnel2',
      metric: 200,
    });
  });

  it("have their faults reported with the lab file's, under their own names", () => {
    const name = 'labs/router/ipsec.conf';
    const broken = { [name]: (files[name] ?? '').replace('ikev1', 'ikev3') };
    const badRoute = text.replace('attachment: att-vpn', 'attachment: att-vnp');
    let error: unknown;
    try {
      parseLab(badRoute, 'labs/lab.yaml', reader(broken));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(LabFileError);
    const { faults, message } = error as LabFileError;
    expect(faults.map(({ file }) => file)).toEqual(['labs/lab.yaml', name]);
    expect(message).not.toContain('hush');
  });

  it('are found beside the lab file that names them, be it a base', () => {
    const read = (path: string): string => (path === 'labs/lab.yaml' ? text : reader()(path));
    const over = 'extends: ../labs/lab.yaml\nname: over';
    expect(parseLab(over, 'mine/lab.yaml', read).customerGateways).toEqual(
      parseLab(text, 'labs/lab.yaml', read).customerGateways,
    );
  });

  it('must be there', () => {
    expect(() => parseLab(text, 'lab.yaml')).toThrow(
      /configuration\.ipsecConf: names a file that cannot be read/,
    );
  });
});
