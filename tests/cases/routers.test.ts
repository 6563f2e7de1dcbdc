import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import type { Converged } from '../../lab/lifecycle/converge.ts';
import { verifyLab } from '../../lab/lifecycle/verify.ts';
import type { Checks } from '../../lab/lifecycle/verify.ts';
import { awaitWired } from '../../lab/engine/ready.ts';
import { causeBetween } from '../../lab/probe/cause.ts';
import type { Cause } from '../../lab/probe/cause.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { scriptNotes } from '../../lab/probe/script-notes.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { renderIpsecConfs } from '../../lab/render/router.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { mustRun, referenceLab, startLab } from '../integration/labs.ts';

const ROUTER = 'onprem-router';
const REFERENCE = fileURLToPath(new URL('../../scenarios/reference/lab.yaml', import.meta.url));
const ROUTERS = fileURLToPath(new URL('../fixtures/routers', import.meta.url));

/** Forms that carry packets, and the number of pairs of hosts, of twelve, that reach each other. */
const CARRYING: readonly (readonly [router: string, reachable: number])[] = [
  // The commands of the walk-through, with one everyday line changed.
  ['route-src', 10],
  ['route-via', 10],
  ['address-without-remote', 10],
  ['ecmp-nexthop', 10],
  ['forward-accept', 10],
  ['ip-rule', 10],
  ['vti-names', 10],
  // Its ipsec.conf, changed, or as AWS's download has it.
  ['replay-window', 10],
  ['sample-defaults', 10],
  ['leftupdown', 10],
  ['narrow-selectors', 6],
  ['script-writes-all', 10],
  ['cloud-config', 10],
  // Other daemons, and what makes interfaces at boot.
  ['swanctl-xfrm', 10],
  ['swanctl-ifupdown', 10],
  ['frr', 10],
  ['frr-netplan', 10],
  ['xfrm-bgp', 10],
  // AWS's end has other addresses, or selectors of the router's choice.
  ['other-addresses', 4],
  ['policy-based-ikev2', 6],
  ['policy-based-equal-selectors', 6],
  ['policy-based-nat', 10],
  // Last, for it stays for the next test.
  ['or-true', 10],
];

/** Forms that carry nothing, as on a real router, and what is said about it. */
const EXPLAINED: readonly (readonly [router: string, code: string, text: RegExp])[] = [
  ['xfrm-interfaces', 'TUNNEL_INTERFACE_MISMATCH', /if_id|mark/],
  ['no-leftid', 'TUNNEL_DOWN_ID_MISMATCH', /10\.30\.12\.85/],
  // On the kernel data plane it carries packets: own-router-kernel.test.ts.
  ['libreswan', 'TUNNEL_DOWN_IKE_NO_RESPONSE', /userspace data plane/],
  ['bad-input', 'UPDOWN_SCRIPT_HANGS', /\/etc\/ipsec\.d\/hangs\.sh/],
];

/** Forms that are brought up elsewhere: where, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'libreswan-vti': 'own-router-kernel.test.ts: libreswan has no ESP in user space',
  'libreswan-xfrm': 'own-router-kernel.test.ts: libreswan has no ESP in user space',
  'swanctl-certificates': 'certificates.test.ts: its customer gateway has a certificate',
};

/** The reference lab with a router whose files are in a folder in the place of its own. */
function withRouter(folder: string, name: string): Lab {
  const brought = [{ customerGateway: null, folder }];
  return { ...loadLab(REFERENCE, { routers: brought }), name };
}

/** Where routers as they are rendered lie. */
const rendered = mkdtempSync(join(tmpdir(), 's2s-rendered-'));

/** A folder with the reference lab's router as it is rendered, what its comments tell to do, and a key for each tunnel. */
function renderedRouter(form: 'strongswan' | 'strongswan-updown'): string {
  const lab = loadLab(REFERENCE);
  const { router } = lab.customerGateways[0]!;
  const text = renderIpsecConfs(lab, form);
  const told = text.split('\n').flatMap((line) => /^# ((?:ip|sysctl|sed) .*)/.exec(line)?.[1] ?? []);
  const commands = [...told, 'ipsec restart']
    .join('\n')
    .replaceAll('PRIVATE-ADDRESS', router.privateIpAddress);
  const secrets = [...text.matchAll(/^# \S*ipsec\.secrets: (.* : PSK) /gm)].map(
    ([, ends]) => `${ends} "%generated%"\n`,
  );
  const folder = mkdtempSync(join(rendered, form));
  const files = { 'ipsec.conf': text, 'ipsec.secrets': secrets.join(''), 'commands.sh': `${commands}\n` };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** One router after the other in one lab: AWS's end, and the rest, stay. */
describe('a router as others write it', () => {
  let first: StartedLab;
  /** The same lab, with the router that it has now. */
  let running: StartedLab | undefined;
  beforeAll(async () => {
    first = await startLab(referenceLab('it-variations'));
  });
  afterAll(async () => {
    rmSync(rendered, { recursive: true });
    await (await converge(first.definition, { until: 'tunnels' })).running.close();
    await first[Symbol.asyncDispose]();
  });

  async function bring(name: string, waitMs: number = BUDGETS_MS.tunnelsEstablished): Promise<Checks> {
    const { changes } = await bringNodes(name);
    return verifyLab(running!, changes, { waitMs });
  }

  async function bringNodes(name: string): Promise<Converged> {
    const brought = await converge(withRouter(resolve(ROUTERS, name), first.name));
    await running?.close();
    running = brought.running;
    return brought;
  }

  it.each(CARRYING)('%s: every pair is as predicted, and no line has failed', async (name, reachable) => {
    const { matrix: seen, failures } = await bring(name);
    expect(failures).toEqual([]);
    expect(seen?.verdict).toBe('passed');
    expect(seen?.cells.filter(({ expected }) => expected.reachable)).toHaveLength(reachable);
    // As on any host: `ipsec restart` comes back before charon is there, and `ipsec up` right behind it may find none.
    const notes = await scriptNotes(running!);
    expect(notes.filter(({ text, why }) => !text.includes('ipsec up') || why !== 'exit code 7')).toEqual([]);
  });

  it.each(['strongswan', 'strongswan-updown'] as const)(
    'as s2s render %s prints it: ipsec takes it, and every pair is as predicted',
    async (form) => {
      const { matrix: seen, failures } = await bring(renderedRouter(form));
      expect(failures).toEqual([]);
      expect(seen?.cells.filter(({ verdict }) => verdict === 'passed')).toHaveLength(12);
      expect(await scriptNotes(running!)).toEqual([]);
    },
  );

  it('what was typed and is gone after a reboot was meant to carry: no pair is predicted not to', async () => {
    await bring('or-true');
    await running!.node(ROUTER).doToContainer('restart');
    await awaitWired(running!, ROUTER);
    await awaitTunnels(running!);
    await seeOwnRouters(running!);
    expect((await matrix(running!)).cells.filter(({ verdict }) => verdict === 'failed')).toHaveLength(8);
  });

  it.each(EXPLAINED)('%s: carries nothing, and the cause is named: %s', async (name, code, text) => {
    // Nothing comes up however long it is waited for.
    const { failures } = await bring(name, BUDGETS_MS.tunnelsEstablished / 6);
    const { from, to, cause: first } = failures[0]!;
    const isNamed = (seen: Cause | null): boolean => seen?.code === code && text.test(seen.text);
    // A hanging updown script is known as such once it was ended, after 10 s; until then the daemon answers nobody.
    const cause = await until(
      async () => {
        if (isNamed(first)) return first;
        await seeOwnRouters(running!);
        return (await causeBetween(running!, from, to)) ?? first;
      },
      isNamed,
      { within: BUDGETS_MS.tunnelsEstablished, everyMs: 250 },
    );
    expect(cause).toMatchObject({ code, text: expect.stringMatching(text) });
  });

  it("bad-input: carriage returns are off, secrets are root's alone, and a daemon that is not there is named with those that are", async () => {
    const { definition } = (await bringNodes('bad-input')).running;
    const notes = definition.customerGateways.flatMap(({ router }) => router.notes ?? []);
    expect(notes.map(({ text }) => text)).toContain('a byte order mark');
    const files = '/etc/ipsec.conf /etc/ipsec.secrets /etc/ipsec.d/hangs.sh';
    expect(await mustRun(running!, ROUTER, `grep -lP "\\r|^\\xEF\\xBB\\xBF" ${files} || true`)).toBe('');
    expect(await mustRun(running!, ROUTER, 'stat -c %a /etc/ipsec.secrets')).toBe('600\n');
    expect((await scriptNotes(running!)).map(({ line, why }) => `${line}: ${why}`)).toEqual([
      expect.stringMatching(/^2: exit code 100: E: racoon is not in the image.* it has strongSwan .* FRR /),
      expect.stringMatching(
        /^3: exit code 5: Unit racoon\.service could not be found\. The router has strongSwan /,
      ),
    ]);
  });

  it('every form of tests/fixtures/routers is brought up, here or elsewhere', () => {
    const brought = [...CARRYING, ...EXPLAINED, ...Object.entries(ELSEWHERE)].map(([name]) => name);
    expect(brought.sort()).toEqual(readdirSync(ROUTERS).sort());
  });
});
