import { expect, it } from 'vitest';
import { otherDaemonNotes } from '../../../../lab/topology/router-config/other-daemons.ts';

const file = (path: string) => ({ path, from: `r${path}`, text: '' });

it('names a daemon that is not in the image once, with those that are', () => {
  const notes = otherDaemonNotes([
    file('/etc/ipsec.conf'),
    file('/etc/racoon/racoon.conf'),
    file('/etc/racoon/psk.txt'),
    file('/etc/keepalived/keepalived.conf'),
  ]);
  expect(notes.map(({ file: name, why }) => `${name} ${why.split(':')[0] ?? ''}`)).toEqual([
    'r/etc/racoon/racoon.conf is for racoon, which is not in the image',
    'r/etc/keepalived/keepalived.conf is for keepalived, which is not in the image',
  ]);
  expect(notes[0]?.why).toContain('strongSwan or libreswan, FRR, BIRD');
});

it('says nothing of those that are', () => {
  expect(otherDaemonNotes([file('/etc/frr/frr.conf'), file('/etc/swanctl/swanctl.conf')])).toEqual([]);
});
