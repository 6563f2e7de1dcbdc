import { describe, expect, it } from 'vitest';
import { VERBS } from '../../../lab/cli/verbs.ts';
import { s2s } from '../../s2s.ts';

describe('s2s', () => {
  it('prints its help, and ends with 2 where a verb is missing', async () => {
    const help = await s2s('--help');
    for (const [verb, { summary }] of Object.entries(VERBS)) {
      expect(help.out).toMatch(new RegExp(`^  ${verb}\\b.* ${summary}$`, 'm'));
    }
    expect(help.code).toBe(0);
    const bare = await s2s();
    expect(bare.err).toContain('SYNOPSIS\n  s2s <verb> [options]\n');
    expect(bare.code).toBe(2);
  });

  it.each(Object.keys(VERBS))('%s has --json and a help with an example', async (verb) => {
    const { out, code } = await s2s(verb, '--help');
    expect(out).toContain(`\nEXAMPLES\n  s2s ${verb}`);
    expect(out).toContain('--json');
    expect(code).toBe(0);
    expect((await s2s('help', verb)).out).toBe(out);
  });

  it.each('down status matrix ping explain fault exec capture'.split(' '))(
    '%s takes its lab by --name',
    async (verb) => {
      const { out } = await s2s(verb, '--help');
      expect(out).toMatch(/--name <lab> +name of the lab; without it the only one that runs\n/);
      expect(out).toContain('S2S_LAB');
    },
  );

  it('helps with a command of a verb, and knows the verb that was meant', async () => {
    expect((await s2s('help', 'fault', 'undo')).out).toContain('NAME\n  s2s fault undo - ');
    const { err, code } = await s2s('help', 'stauts');
    expect(err).toContain('hint: did you mean status?');
    expect(code).toBe(2);
  });

  it.each(['x', '-1', ''])('up refuses to wait for "%s" seconds', async (seconds) => {
    const { err, code } = await s2s('up', '--wait', seconds);
    expect(err).toContain('--wait: is not a number of seconds');
    expect(code).toBe(2);
  });

  it('prints its version', async () => {
    expect((await s2s('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('knows the verb that was meant', async () => {
    const { err, code } = await s2s('stauts');
    expect(err).toBe('s2s: error: there is no such verb\n  value: stauts\n  hint: did you mean status?\n');
    expect(code).toBe(2);
  });

  it('knows the option that was meant', async () => {
    const { err, code } = await s2s('up', '--nmae', 'x');
    expect(err).toBe('s2s: error: there is no such option\n  value: --nmae\n  hint: did you mean --name?\n');
    expect(code).toBe(2);
  });

  it('says how a command of a node is written', async () => {
    const { err } = await s2s('exec', 'tgw', 'ls', '-l');
    expect(err).toContain('hint: write -- before the command');
  });

  it('knows the kind of fault that was meant, whatever follows it', async () => {
    const { err, code } = await s2s('fault', 'kil-charon', 'tunnel-1', '--signal', 'TERM');
    expect(err).toBe(
      's2s: error: there is no such fault\n  value: kil-charon\n  hint: did you mean kill-charon?\n',
    );
    expect(code).toBe(2);
  });

  it("makes a command of each kind of fault, with its parameters' values and defaults", async () => {
    const { out } = await s2s('fault', 'kill-charon', '--help');
    expect(out).toContain('SYNOPSIS\n  s2s fault kill-charon [options] <tunnel>\n');
    expect(out.replace(/\s+/g, ' ')).toContain('(choices: "KILL", "TERM", default: "KILL")');
    expect((await s2s('fault', 'kill-charon')).err).toContain('usage: s2s fault kill-charon [options]');
  });

  it.each([
    ['undo x', 'is not the number of a fault'],
    ['undo 1 --all', 'either faults or --all, not both'],
    ['--name UPPER list', 'cannot be the name of a lab'],
  ])('refuses s2s fault %s', async (line, what) => {
    const { err, code } = await s2s('fault', ...line.split(' '));
    expect(err).toContain(what);
    expect(code).toBe(2);
  });

  it('shows the usage where an argument is missing', async () => {
    const { err, code } = await s2s('ping', 'onprem-server');
    expect(err).toBe(
      "s2s: error: missing required argument 'to'\n  hint: usage: s2s ping [options] <from> <to>\n",
    );
    expect(code).toBe(2);
  });

  it('shows the usage where there is an argument too many', async () => {
    const { err } = await s2s('status', 'a', 'b');
    expect(err).toContain('hint: usage: s2s status [options] [lab]');
  });

  it('prints errors as JSON, too', async () => {
    const { out, err, code } = await s2s('up', '--dataplane', 'warp', '--json');
    const { error } = JSON.parse(out) as { error: { name: string; exitCode: number; problems: object[] } };
    expect(error).toMatchObject({ name: 'UsageError', exitCode: 2, problems: [{ value: 'warp' }] });
    expect(err).toContain('s2s: error: --dataplane: unknown data plane');
    expect(code).toBe(2);
  });

  it("leaves --json behind -- to the node's command", async () => {
    const { out } = await s2s('exec', '--nmae', 'tgw', '--', 'ip', '--json');
    expect(out).toBe('');
  });

  it('names every problem of a lab file', async () => {
    const { err, code } = await s2s('up', 'nowhere.yaml');
    expect(err).toContain('s2s: error: nowhere.yaml: does not exist');
    expect(code).toBe(2);
  });

  it('names the nearest form to render', async () => {
    const { err, code } = await s2s('render', 'compse');
    expect(err).toContain('did you mean compose?');
    expect(code).toBe(2);
  });

  it('renders the plan and the lab as JSON', async () => {
    expect(JSON.parse((await s2s('render', 'plan')).out)).toMatchObject({
      lab: 'reference',
      dataplane: 'userspace',
    });
    expect(JSON.parse((await s2s('render', 'json')).out)).toMatchObject({ name: 'reference' });
  });

  it('says that no router has what is to be rendered', async () => {
    const { out, err, code } = await s2s('render', 'frr');
    expect(err).toContain('frr: has nothing of lab reference');
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect((await s2s('render', 'frr', 'bgp-failover')).out).toContain('router bgp 65000');
  });

  it('renders the Compose file as YAML, or as JSON that means the same', async () => {
    expect((await s2s('render', 'compose')).out).toContain('services:');
    const { services } = JSON.parse((await s2s('render', 'compose', '--json')).out) as { services: object };
    expect(services).toHaveProperty('tgw.image', 's2s-lab/node:latest');
  });
});
