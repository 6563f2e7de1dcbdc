import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';

const base = new URL('../../../images/base/rootfs/usr/local/sbin/', import.meta.url);

it.each(['s2s-background', 's2s-probe'])(
  'the fabric has %s, too: graders measure outages by it',
  (program) => {
    expect(existsSync(new URL(program, base))).toBe(true);
  },
);
