import { describe, expect, it } from 'vitest';
import type { FoundKey } from '../../../../lab/topology/router-config/keys.ts';
import { takeKeys } from '../../../../lab/topology/router-config/keys.ts';

const KEY = 'abcdefgh12345678';
const HEX = `0x${Buffer.from(KEY).toString('hex')}`;
const BASE64 = `0s${Buffer.from(KEY).toString('base64')}`;

function taken(path: string, ...lines: readonly string[]) {
  const keys: FoundKey[] = [];
  const { text } = takeKeys({ path, from: 'mine', text: lines.join('\n') }, keys);
  return { text, keys: keys.map(({ preSharedKey, owners, line }) => ({ preSharedKey, owners, line })) };
}

describe('what else is secret', () => {
  it.each([
    ['/etc/ipsec.secrets', 'carol : EAP "eapSecret1"', 'eapSecret1'],
    ['/etc/ipsec.secrets', 'dave : XAUTH xauthSecret1', 'xauthSecret1'],
    ['/etc/ipsec.secrets', ': RSA moonKey.pem "passphrase1"', 'passphrase1'],
    [
      '/etc/swanctl/conf.d/a.conf',
      'secrets {\neap-carol {\nid = carol\nsecret = "eapSecret1"\n}\n}',
      'eapSecret1',
    ],
    ['/etc/frr/frr.conf', ' neighbor 169.254.9.1 password bgpPassword1', 'bgpPassword1'],
    ['/etc/keepalived/keepalived.conf', '    auth_pass vrrpPass1', 'vrrpPass1'],
    ['/etc/bird/bird.conf', 'password "bgpPassword1";', 'bgpPassword1'],
    [
      '/etc/wireguard/wg0.conf',
      'PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=',
      'yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=',
    ],
    [
      '/etc/ipsec.d/private/k.pem',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIB\nAAKCAQEA\n-----END RSA PRIVATE KEY-----\n',
      'MIIEpAIB\nAAKCAQEA',
    ],
    ['', 'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI', 'wJalrXUtnFEMI'],
    ['', "vtysh -c 'neighbor 169.254.9.1 password bgpPassword1'", 'bgpPassword1'],
  ])('is taken out of %s: %s', (path, line, secret) => {
    const keys: FoundKey[] = [];
    const { text } = takeKeys({ path, from: 'mine', text: line }, keys);
    expect(text).toBe(line.replace(secret, '@S2S-KEY:key-1@'));
    expect(keys).toMatchObject([{ preSharedKey: secret, isOther: true }]);
  });

  it.each([
    ['', 'PASSWORD=$(cat /root/password)'],
    ['', 'echo "password: none"'],
    ['/etc/frr/frr.conf', 'router bgp 65000'],
    ['/etc/hosts', 'password abcdef'],
  ])('is nothing in %s: %s', (path, line) => {
    const keys: FoundKey[] = [];
    expect(takeKeys({ path, from: 'mine', text: line }, keys).text).toBe(line);
    expect(keys).toEqual([]);
  });
});

describe('the pre-shared keys of a text', () => {
  it.each([
    [`PSK "${KEY}"`, KEY],
    [`PSK '${KEY}'`, KEY],
    [`PSK ${KEY}`, KEY],
    [`PSK ${HEX}`, KEY],
    [`PSK ${BASE64}`, KEY],
    [`PSK "${HEX}"`, HEX],
    ['PSK 0x00ff', '0x00ff'],
  ])('in ipsec.secrets: %s', (written, preSharedKey) => {
    const { text, keys } = taken('/etc/ipsec.secrets', `# keys`, `1.2.3.4 5.6.7.8 : ${written}`);
    expect(keys).toEqual([{ preSharedKey, owners: ['1.2.3.4', '5.6.7.8'], line: 2 }]);
    expect(text).not.toContain(written.split(/["' ]+/)[1]);
  });

  it('in swanctl.conf, where 0s means base 64 in quotes, too', () => {
    const { keys } = taken(
      '/etc/swanctl/swanctl.conf',
      'secrets {',
      'ike-1 {',
      'id = a',
      `secret = "${BASE64}"`,
      '}',
      '}',
    );
    expect(keys).toEqual([{ preSharedKey: KEY, owners: ['a'], line: 4 }]);
  });

  it.each([
    [`echo "1.2.3.4 5.6.7.8 : PSK \\"${KEY}\\"" > /etc/ipsec.secrets`],
    [
      `cat > /etc/swanctl/conf.d/s.conf <<EOF\nsecrets {\nike-1 {\nid-1 = 1.2.3.4\nid-2 = 5.6.7.8\nsecret = ${KEY}\n}\n}\nEOF`,
    ],
  ])('in a script: %s', (command) => {
    const { text, keys } = taken('', command);
    expect(keys).toMatchObject([{ preSharedKey: KEY, owners: ['1.2.3.4', '5.6.7.8'] }]);
    expect(text).not.toContain(KEY);
  });

  it('of a script where their variable is set, for everybody that it is used for', () => {
    const { text, keys } = taken(
      '',
      `SECRET='${KEY}'`,
      'AWS=1.2.3.4',
      'cat >/etc/ipsec.secrets <<EOF',
      '$AWS : PSK "${SECRET}"',
      '5.6.7.8 : PSK "$SECRET"',
      'EOF',
    );
    expect(keys).toEqual([{ preSharedKey: KEY, owners: ['1.2.3.4', '5.6.7.8'], line: 1 }]);
    expect(text).toMatch(/^SECRET='@S2S-KEY:key-1@'\n/);
    expect(text).toContain('PSK "${SECRET}"');
  });

  it.each(['PSK "$(aws ssm get-parameter)"', 'PSK `cat psk`', 'PSK "$KEY"', "PSK '%s'"])(
    'of a script is not known where it works it out: %s',
    (written) => {
      const line = `echo "1.2.3.4 : ${written}"`;
      expect(taken('', 'KEY=$(cat /root/psk)', line)).toEqual({
        text: `KEY=$(cat /root/psk)\n${line}`,
        keys: [],
      });
    },
  );
});
