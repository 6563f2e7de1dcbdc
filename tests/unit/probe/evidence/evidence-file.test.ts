import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attempt, evidenceFile, jsonFile } from '../../../../lab/probe/evidence/evidence-file.ts';

const dead = (): Promise<never> => Promise.reject(new Error('the node does not run'));

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what is read as evidence', () => {
  it('is the content of its file', async () => {
    expect(await evidenceFile('nodes/tgw/routes.txt', () => Promise.resolve('default'))).toEqual({
      path: 'nodes/tgw/routes.txt',
      content: 'default',
    });
    expect(await jsonFile('tunnels.json', () => Promise.resolve([1]))).toEqual({
      path: 'tunnels.json',
      content: '[\n  1\n]\n',
    });
  });

  it('says why it could not be read, in its file', async () => {
    const content = 'Not read: the node does not run\n';
    expect(await evidenceFile('nodes/tgw/routes.txt', dead)).toEqual({ path: 'nodes/tgw/routes.txt', content });
    const { content: json } = await jsonFile('tunnels.json', dead);
    expect(JSON.parse(String(json))).toEqual({ notRead: 'the node does not run' });
  });

  it('is a text of another name where its own would promise something else', async () => {
    expect((await evidenceFile('internet.pcap', dead)).path).toBe('internet.pcap.txt');
  });

  it('is not waited for beyond its budget', async () => {
    vi.stubEnv('S2S_BUDGET_FACTOR', '0.002');
    const never = new Promise<never>(() => {});
    expect(await attempt(() => never)).toEqual({ notRead: 'no answer within 0.01 s' });
  });

  it('is read a few at a time: a machine that is asked for everything at once answers nothing in time', async () => {
    let [now, most] = [0, 0];
    const read = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await setImmediate();
      now -= 1;
    };
    await Promise.all(Array.from({ length: 40 }, () => attempt(read)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThan(12);
  });
});
