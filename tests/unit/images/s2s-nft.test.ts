import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const LIBRARY = fileURLToPath(new URL('../../../images/fabric/rootfs/usr/local/lib/s2s', import.meta.url));
const ASKED =
  "nft_all('st', [{ pid => 12 }, 'list ruleset'], [{ pid => 13 }, qq{add table ip a\\n}], [{ pid => 14 }, 'x'])";

/** What nft_all returns where s2s-nft is a shell script: an answer each, null where nft refuses. */
function nftAll(script: string): (string | null)[] {
  writeFileSync(join(folder, 's2s-nft'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const program = `print map { defined $_ ? "said $_\\0" : "refused\\0" } ${ASKED}`;
  const output = execFileSync('perl', ['-I', LIBRARY, '-MS2sNft=nft_all', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return output
    .split('\0')
    .slice(0, -1)
    .map((each) => (each === 'refused' ? null : each.slice('said '.length)));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 's2s-nft-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nft_all', () => {
  it('asks one process for all nodes, in their networks', () => {
    const [asked] = nftAll(`asked="$*"; echo "0 \${#asked}"; printf %s "$asked"`);
    expect(asked).toBe('st /proc/12/ns/net list ruleset /proc/13/ns/net add table ip a\n /proc/14/ns/net x');
  });

  it('returns what nft has printed, nothing at all too, and tells who refuses', () => {
    expect(nftAll(`printf '0 13\\ntable ip a {\\n1 0\\n0 0\\n'`)).toEqual(['table ip a {\n', null, '']);
  });

  it('takes no answer for the whole of them if the process ends in between', () => {
    expect(() => nftAll(`printf '0 0\\n'; kill -SEGV $$`)).toThrow(/s2s-nft has ended with 11/);
  });
});
