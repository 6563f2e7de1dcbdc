import { expect, it } from 'vitest';
import { forGood, ownLine } from '../../../lab/diagnosis/own-line.ts';
import type { OwnRouter } from '../../../lab/topology/types.ts';

const own: OwnRouter = {
  daemon: 'strongswan',
  image: null,
  keys: [],
  files: [
    { path: '/etc/sysctl.conf', content: 'net.ipv4.ip_forward=1\n', mode: 0o644, from: 'router/sysctl.conf' },
  ],
  script: { name: 'commands.sh', text: '#!/bin/sh\n# ip link add vti1\nip link add vti1 type vti\n' },
};

it('finds the line of the script, or else of the files, and takes no comment for it', () => {
  expect(ownLine(own, /\bvti1\b/)).toEqual({
    file: 'commands.sh',
    number: 3,
    text: 'ip link add vti1 type vti',
  });
  expect(ownLine(own, /ip_forward/)).toMatchObject({ file: 'router/sysctl.conf', number: 1 });
  expect(ownLine(own, /vti9/)).toBeNull();
});

it("says what makes a cure last, by the owner's own line", () => {
  expect(forGood({ own }, 'mend', /\bvti1\b/)).toBe('for good, mend line 3 of commands.sh');
  expect(forGood({ own }, 'take out', /vti9/)).toMatch(/^for good, take out the line that says so/);
  expect(forGood({ own: null }, 'mend', /vti1/)).toBe('s2s up repairs the node, too');
});
