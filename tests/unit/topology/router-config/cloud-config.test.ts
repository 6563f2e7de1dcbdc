import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../../lab/errors.ts';
import { readFolder } from '../../../../lab/topology/router-config/folder.ts';
import type { RouterFiles } from '../../../../lab/topology/router-config/router-files.ts';

const folderOf = (texts: Readonly<Record<string, string>>): RouterFiles =>
  readFolder('r', Object.keys(texts), (path) => texts[path.slice(2)]!);
const userData = (...lines: readonly string[]): RouterFiles =>
  folderOf({ 'user-data': ['#cloud-config', ...lines, ''].join('\n') });

describe('user data of an EC2 router', () => {
  it('has its files where it writes them', () => {
    const b64 = Buffer.from('net.ipv4.ip_forward=1\n').toString('base64');
    const gz = gzipSync('conn Tunnel1\n').toString('base64');
    const { files } = userData(
      'write_files:',
      '  - path: /etc/strongswan/ipsec.secrets',
      "    permissions: '0644'",
      '    content: |',
      '      : PSK "%generated%"',
      `  - { path: /etc/sysctl.d/10.conf, encoding: b64, content: ${b64} }`,
      `  - { path: /etc/ipsec.conf, encoding: gz+b64, content: ${gz} }`,
      '  - { path: /etc/ipsec.conf, append: true, content: " auto=start" }',
    );
    expect(files).toEqual([
      {
        path: '/etc/ipsec.secrets',
        from: 'r/user-data (/etc/strongswan/ipsec.secrets)',
        text: ': PSK "%generated%"\n',
      },
      {
        path: '/etc/sysctl.d/10.conf',
        from: 'r/user-data (/etc/sysctl.d/10.conf)',
        text: 'net.ipv4.ip_forward=1\n',
      },
      { path: '/etc/ipsec.conf', from: 'r/user-data (/etc/ipsec.conf)', text: 'conn Tunnel1\n auto=start' },
    ]);
  });

  it('has its commands as the script, each in the line where it stands', () => {
    const { script } = userData(
      'packages: [strongswan, iptables]',
      'runcmd:',
      '  - sysctl -p',
      '  - [sh, -c, "echo it\'s up"]',
      '  - |',
      '    ip link set Tunnel1 up',
      '    ip route add 10.10.0.0/16 dev Tunnel1',
      '  - systemctl restart strongswan-starter',
    );
    expect(script).toMatchObject({ path: '', from: 'r/user-data' });
    expect(script?.text.split('\n')).toEqual([
      '',
      'apt-get install -y strongswan iptables',
      '',
      'sysctl -p',
      String.raw`sh -c 'echo it'\''s up'`,
      '',
      'ip link set Tunnel1 up',
      'ip route add 10.10.0.0/16 dev Tunnel1',
      'systemctl restart strongswan-starter',
      '',
    ]);
  });

  it('has what does nothing here noted, and what is done anyway not', () => {
    const { notes } = userData('package_update: true', 'users:', '  - default', 'hostname: r1');
    expect(notes).toEqual([expect.objectContaining({ file: 'r/user-data', line: 3, text: 'users' })]);
  });

  it('may be a script', () => {
    const script = '#!/bin/bash\nyum install -y libreswan\n';
    expect(folderOf({ 'user-data.txt': script }).script?.text).toBe(script);
  });

  it.each<[string, string, RegExp]>([
    [
      'a multi-part archive',
      'Content-Type: multipart/mixed; boundary="x"\n',
      /is user data of a kind .*hint: give the parts/s,
    ],
    ['no YAML', '#cloud-config\nruncmd: [a\n', /r\/user-data:3:? .*is not YAML|user-data:3: is not YAML/],
    [
      'a file without a path',
      '#cloud-config\nwrite_files:\n  - content: x\n',
      /user-data:3: a file of write_files has no path/,
    ],
  ])('cannot be %s', (_, text, message) => {
    const read = () => folderOf({ 'user-data': text });
    expect(read).toThrow(LabFileError);
    expect(read).toThrow(message);
  });
});
