import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAULTS } from '../../../lab/faults/catalogue.ts';
import { listParameters, readParameters } from '../../../lab/faults/parameter-list.ts';

const schema = z.strictObject({
  node: z.string().describe('node, e.g. internet'),
  percent: z.int().min(1).max(100).default(20).describe('share in percent'),
  signal: z.enum(['KILL', 'TERM']).default('KILL').describe('how'),
});

describe('listParameters', () => {
  it('keeps the order, and tells what has to be given from what has a default', () => {
    expect(listParameters(schema)).toEqual([
      { name: 'node', description: 'node, e.g. internet', default: null, values: null },
      { name: 'percent', description: 'share in percent', default: 20, values: null },
      { name: 'signal', description: 'how', default: 'KILL', values: ['KILL', 'TERM'] },
    ]);
  });
});

describe('readParameters', () => {
  it('makes a number of the text for a number, and of no other', () => {
    const read = readParameters(schema, { node: '10', percent: '10', signal: 'TERM' });
    expect(read).toEqual({ node: '10', percent: 10, signal: 'TERM' });
  });

  it.each(['ten', '', ' '])("leaves what is no number (%j) for the schema's check", (percent) => {
    expect(readParameters(schema, { percent })).toEqual({ percent });
  });
});

describe.each(Object.entries(FAULTS))('fault %s', (_name, { summary, parameters }) => {
  it('says in one line what it does, and of each parameter what it is', () => {
    expect(summary).toMatch(/^[a-z][^\n]*[^.\n]$/);
    for (const { description } of listParameters(parameters)) expect(description).not.toBe('');
  });

  it('has the parameters that must be given before those with a default', () => {
    const optional = listParameters(parameters).map((each) => each.default !== null);
    expect(optional).toEqual([...optional].sort());
  });
});
