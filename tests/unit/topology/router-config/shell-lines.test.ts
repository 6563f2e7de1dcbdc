import { describe, expect, it } from 'vitest';
import { shellCommands } from '../../../../lab/topology/router-config/shell-lines.ts';

const words = (text: string): (readonly string[])[] => shellCommands(text).map((command) => command.words);

describe('shellCommands', () => {
  it('splits into words, without sudo, comments and quotes', () => {
    expect(words('# all\n  sudo ip  link show # why\n\nx "a b" \'c # d\' e"f g"h i#j\n')).toEqual([
      ['ip', 'link', 'show'],
      ['x', 'a b', 'c # d', 'ef gh', 'i#j'],
    ]);
  });

  it('takes several commands of a line apart, each with its own text', () => {
    const commands = shellCommands('sudo a 1 && b 2; c &');
    expect(commands.map(({ text, words: [name] }) => [name, text])).toEqual([
      ['a', 'sudo a 1'],
      ['b', 'b 2'],
      ['c', 'c &'],
    ]);
  });

  it('joins continued lines, and counts from the first', () => {
    expect(shellCommands('a\nip link \\\n  show\nb\nc \\')).toMatchObject([
      { line: 1, words: ['a'] },
      { line: 2, words: ['ip', 'link', 'show'] },
      { line: 4, words: ['b'] },
      { line: 5, words: ['c'] },
    ]);
  });

  it('loses nothing of what it does not understand', () => {
    expect(words('echo $X > file\necho "open\ncat <<EOF')).toEqual([
      ['echo', '$X', '>', 'file'],
      ['echo', '"open'],
      ['cat', '<<EOF'],
    ]);
  });
});
