import type { LabNote } from '../../aws/lab-notes.ts';
import type { Lab } from '../../topology/types.ts';
import type { DataplaneName } from './name.ts';

/** What of a lab a data plane cannot do, and where it can be had. Pure. */
export function planeNotes(lab: Lab, dataplane: DataplaneName): LabNote[] {
  if (dataplane === 'kernel') return [];
  return lab.customerGateways
    .filter(({ router }) => router.own?.daemon === 'libreswan')
    .map(({ router: { name } }) => ({
      subject: name,
      text: `libreswan needs a kernel with ESP, which the userspace data plane does without: ${name} has no tunnel`,
      hint: '`s2s up --engine vm` runs the lab on a kernel that has it',
    }));
}
