import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sectionsOf } from '../../../lab/probe/observe/kernel-states.ts';

const LIBRARY = fileURLToPath(new URL('../../../images/base/rootfs/usr/local/lib/s2s', import.meta.url));
const LO = '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\\    link/loopback\n';

/** What is printed of a namespace where `ip` says these of its links, of a file of commands, and of anything else. */
function observed(links: string, batch: string): ReadonlyMap<string, readonly string[]> {
  const program = join(folder, 'ip');
  writeFileSync(join(folder, 'links'), links);
  writeFileSync(join(folder, 'batch'), batch);
  const script = `case " $* " in *' link show '*) cat ${folder}/links ;; *' -batch '*) cat ${folder}/batch ;; *) echo "$*" ;; esac`;
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const printed = execFileSync('perl', ['-I', LIBRARY, '-MS2sObserve=print_state', '-e', 'print_state()'], {
    encoding: 'utf8',
    env: { ...process.env, S2S_IPROUTE2: program },
  });
  return sectionsOf(printed);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 's2s-observe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NO_XFRM = '\t SAD count 0\n\t SPD IN  0 OUT 0 FWD 0\n';

describe('print_state', () => {
  it('parts what one ip says of addresses, rules, routes and neighbours', () => {
    const addresses =
      '1: lo    inet 127.0.0.1/8 scope host lo\\  forever\n11: lo1    inet 10.0.0.1/32 scope global lo1\n';
    const sections = observed(
      LO,
      `${addresses}${LO}0:\tfrom all lookup local\n${LO}default dev eth0 \n${LO}${LO}${NO_XFRM}`,
    );
    expect(sections.get('links')).toEqual([LO.trimEnd()]);
    expect(sections.get('addresses')).toEqual(addresses.trimEnd().split('\n'));
    expect(sections.get('rules')).toEqual(['0:\tfrom all lookup local']);
    expect(sections.get('routes')).toEqual(['default dev eth0']);
    expect(sections.get('neighbours')).toEqual([]);
  });

  it('starts no program for VRFs, SAs and policies of a namespace without', () => {
    const sections = observed(LO, `${LO.repeat(4)}${NO_XFRM}`);
    expect(['vrfs', 'states', 'policies'].filter((name) => sections.has(name))).toEqual([]);
  });

  it('has those of a namespace with them, and no key', () => {
    const vrf = '4: rt-a: <NOARP,MASTER,UP> mtu 65575\\    link/ether  vrf table 101 addrgenmode eui64\n';
    const sections = observed(LO + vrf, `${LO.repeat(4)}\t SAD count 2\n\t SPD IN  1 OUT 10 FWD 0\n`);
    expect(sections.get('vrfs')).toEqual(['vrf show']);
    expect(sections.get('states')).toEqual(['xfrm state list nokeys']);
    expect(sections.get('policies')).toEqual(['xfrm policy list']);
  });

  it('is whole in a kernel without IPsec, where ip ends at the first question about it', () => {
    const sections = observed(
      LO,
      LO.repeat(3) + '10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE\n' + LO,
    );
    expect(sections.get('neighbours')).toEqual(['10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE']);
    expect(sections.has('states')).toBe(false);
  });
});
