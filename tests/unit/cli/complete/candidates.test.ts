import { describe, expect, it } from 'vitest';
import { candidates } from '../../../../lab/cli/complete/candidates.ts';
import type { LabFlag } from '../../../../lab/cli/lab-option.ts';
import { buildProgram } from '../../../../lab/cli/program.ts';
import { LabNameError } from '../../../../lab/errors.ts';

/** What is offered for the last word, without what it means; looked-up words tell what was asked for. */
async function offered(line: string): Promise<string[]> {
  const words = line.split(' ');
  const lookUp = (name: string, { name: lab }: LabFlag) => Promise.resolve([`<${name} of ${lab ?? 'any'}>`]);
  const lines = await candidates(await buildProgram(words), words, lookUp);
  return lines.map((each) => each.split('\t')[0]!);
}

describe('candidates', () => {
  it.each([
    ['sta', ['status']],
    ['fault kill-', ['kill-charon', 'kill-keepalived', 'kill-node']],
    ['fault und', ['undo']],
    ['up --da', ['--dataplane']],
    ['up --dataplane k', ['kernel']],
    ['up --dataplane kernel wrong-ps', ['wrong-psk', ':files']],
    ['run wrong-psk mtu-m', ['mtu-mss', ':files']],
    ['capture tgw -w ', [':files']],
    ['completion z', ['zsh']],
    ['fault kill-charon tunnel-1 --signal T', ['TERM']],
    ['exec tgw -- ', []],
    ['list ', []],
    ['nonsense ', []],
  ])('%s', async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it.each([
    ['status ', '<lab of any>'],
    ['status --name ', '<name of any>'],
    ['down a b ', '<lab of any>'],
    ['exec ', '<node of any>'],
    ['ping onprem-server ', '<to of any>'],
    ['explain --name mine ', '<from of mine>'],
    ['fault kill-charon ', '<tunnel of any>'],
    ['fault --name mine cut-link tgw ', '<neighbour of mine>'],
  ])('%s asks the lab', async (line, expected) => {
    expect(await offered(line)).toEqual([expected]);
  });

  it('tells what verbs mean', async () => {
    const lines = await candidates(await buildProgram([]), ['pin']);
    expect(lines).toEqual(['ping\tping from one node to another']);
  });

  it('offers nothing where no lab can be asked', async () => {
    const program = await buildProgram(['exec']);
    const none = () => Promise.reject(new LabNameError({ what: 'no lab is running' }));
    expect(await candidates(program, ['exec', ''], none)).toEqual([]);
  });
});
