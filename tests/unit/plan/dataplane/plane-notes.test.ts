import { expect, it } from 'vitest';
import { planeNotes } from '../../../../lab/plan/dataplane/plane-notes.ts';
import type { Lab, OwnRouter } from '../../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

function ownRouter(daemon: OwnRouter['daemon']): Lab {
  return changedLab((draft) => {
    draft.customerGateways[0]!.router.own = { daemon, image: null, files: [], keys: [], script: null };
  });
}

it('says that libreswan has no tunnel where the kernel has no ESP, and where it has one', () => {
  const lab = ownRouter('libreswan');
  expect(planeNotes(lab, 'userspace')).toEqual([
    {
      subject: 'onprem-router',
      text: 'libreswan needs a kernel with ESP, which the userspace data plane does without: onprem-router has no tunnel',
      hint: '`s2s up --engine vm` runs the lab on a kernel that has it',
    },
  ]);
  expect(planeNotes(lab, 'kernel')).toEqual([]);
});

it('has nothing to say of strongSwan, nor of a router that the lab configures', () => {
  expect(planeNotes(ownRouter('strongswan'), 'userspace')).toEqual([]);
  expect(planeNotes(referenceLab, 'userspace')).toEqual([]);
});

it('says that a replay window has no effect where strongSwan does ESP itself', () => {
  const lab = changedLab((draft) => {
    draft.vpnConnections[0]!.tunnels[0].options.replayWindowSize = 64;
  });
  expect(planeNotes(lab, 'userspace')).toEqual([
    {
      subject: 'tunnel-1',
      text: 'ESP of the userspace data plane has a replay window of 128 packets, so the 64 of tunnel-1 have no effect',
      hint: '`s2s up --engine vm` runs the lab on a kernel that takes it',
    },
  ]);
  expect(planeNotes(lab, 'kernel')).toEqual([]);
});
