import { expect, it } from 'vitest';
import { formatValidate } from '../../../../lab/cli/format/validate.ts';
import { plain } from '../fixtures.ts';

it('has a line for each file, and below it what is wrong or worth knowing', () => {
  const none = { problems: [], warnings: [], labNotes: [], notes: [] };
  const note = { file: 'ipsec.conf', line: 3, text: 'mobike=yes', why: 'it changes nothing in the lab' };
  const files = [
    { ...none, file: 'a.yaml', valid: true, lab: 'a', nodes: 1, tunnels: 2, notes: [note] },
    {
      ...none,
      file: 'b.yaml',
      valid: false,
      lab: null,
      nodes: 0,
      tunnels: 0,
      problems: [{ file: 'b.yaml', line: 1, key: 'nmae', what: 'unknown key', hint: 'did you mean name?' }],
    },
  ];
  expect(formatValidate({ files }, plain)).toBe(`a.yaml: valid, lab a with 1 node and 2 tunnels
Notes on ipsec.conf
  line 3: mobike=yes
    it changes nothing in the lab
b.yaml: not valid
  b.yaml:1: nmae: unknown key
    hint: did you mean name?`);
});
