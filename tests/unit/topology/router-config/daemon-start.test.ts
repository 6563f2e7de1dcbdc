import { describe, expect, it } from 'vitest';
import {
  daemonStart,
  restartDaemon,
  noteNotStarted,
} from '../../../../lab/topology/router-config/daemon-start.ts';

describe('what starts libreswan', () => {
  it.each([
    'systemctl start ipsec',
    'sudo systemctl restart ipsec.service',
    'sudo systemctl enable --now ipsec',
    'service ipsec restart',
    '/usr/sbin/service ipsec start',
    'ipsec start',
    'ipsec setup start',
    'ipsec setup --restart',
    '/etc/init.d/ipsec start',
    'true; systemctl enable ipsec && systemctl start ipsec',
  ])('is %s', (script) => {
    expect(daemonStart(script).isStarted).toBe(true);
  });

  it.each(['systemctl enable ipsec', 'chkconfig ipsec on'])('at the next boot only, is %s', (script) => {
    expect(daemonStart(`ls\n${script}\n`)).toMatchObject({ isStarted: false, enabled: { line: 2 } });
  });

  it.each([
    'ipsec auto --up Tunnel1',
    '# systemctl start ipsec',
    'systemctl start sshd',
    'service ipsec status',
  ])('is not %s', (script) => {
    expect(daemonStart(script)).toEqual({ isStarted: false, enabled: null });
  });
});

describe('the note on a router whose script does not start it', () => {
  const note = (text: string, daemon: 'libreswan' | 'strongswan' = 'libreswan') =>
    noteNotStarted({ daemon, script: { name: 'commands.sh', text } });

  it('says what does, at the line that enables it', () => {
    expect(note('sysctl -p\nsystemctl enable ipsec\n')).toEqual([
      {
        file: 'commands.sh',
        line: 2,
        text: 'systemctl enable ipsec',
        why: 'starts libreswan at the next boot, and not now: `systemctl start ipsec` starts it now',
      },
    ]);
  });

  it('says so where nothing does', () => {
    expect(note('sysctl -p\n')).toMatchObject([
      { line: 1, why: expect.stringContaining('nothing in the script') },
    ]);
  });

  it('is none where it is started, of strongSwan, and without a script', () => {
    expect(note('systemctl start ipsec')).toEqual([]);
    expect(note('sysctl -p', 'strongswan')).toEqual([]);
    expect(noteNotStarted({ daemon: 'libreswan', script: null })).toEqual([]);
  });
});

it('restarts charon-systemd where it is what runs, and libreswan', () => {
  expect(restartDaemon({ daemon: 'strongswan' })).toMatch(
    /swanctl.* then systemctl restart strongswan; else ipsec restart; fi$/,
  );
  expect(restartDaemon({ daemon: 'libreswan' })).toBe('systemctl restart ipsec');
});
