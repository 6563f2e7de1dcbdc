import { expect, it } from 'vitest';
import { otherDaemonNotes } from '../../../../lab/topology/router-config/other-daemons.ts';

const file = (path: string) => ({ path, from: `r${path}`, text: '' });

it('names a daemon that is not in the image once, with those that are', () => {
  const notes = otherDaemonNotes([
    file('/etc/ipsec.conf'),
    file('/etc/racoon/racoon.conf'),
    file('/etc/racoon/psk.txt'),
    file('/etc/gobgpd.conf'),
  ]);
  expect(notes.map(({ file: name, why }) => `${name} ${why.split(':')[0] ?? ''}`)).toEqual([
    'r/etc/racoon/racoon.conf is for racoon, which is not in the image',
    'r/etc/gobgpd.conf is for GoBGP, which is not in the image',
  ]);
  expect(notes[0]?.why).toContain('strongSwan or libreswan, FRR, BIRD');
});

it('says nothing of those that are', () => {
  const ours = ['/etc/frr/frr.conf', '/etc/swanctl/swanctl.conf', '/etc/keepalived/keepalived.conf'];
  expect(otherDaemonNotes(ours.map(file))).toEqual([]);
});
