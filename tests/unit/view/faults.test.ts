import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../../lab/faults/catalogue.ts';
import { faultKindViews, faultViews, flagName } from '../../../lab/view/faults.ts';

const injected = { id: 1, fault: 'kill-charon', text: 'it is dead', undo: [] } as const;
const commandOf = (parameters: Record<string, unknown>): string =>
  faultViews([{ ...injected, parameters }])[0]!.command;

describe('faultViews', () => {
  it('show what was written for the fault, defaults left out', () => {
    expect(commandOf({ tunnel: 'tunnel-1', signal: 'KILL' })).toBe('kill-charon tunnel-1');
    expect(commandOf({ tunnel: 'tunnel-1', signal: 'TERM' })).toBe('kill-charon tunnel-1 --signal TERM');
  });

  it('show nothing of how it is undone', () => {
    const [view] = faultViews([{ ...injected, parameters: { tunnel: 'tunnel-1', signal: 'KILL' } }]);
    expect(Object.keys(view!)).toEqual(['id', 'fault', 'parameters', 'text', 'command']);
  });
});

describe('faultKindViews', () => {
  it('are every kind, those that share words beside each other', () => {
    const names = faultKindViews().map(({ fault }) => fault);
    expect(names).toEqual(Object.keys(FAULTS).sort());
  });

  it('take no name that is a command of its own', () => {
    for (const { fault } of faultKindViews()) expect(['list', 'kinds', 'undo', 'help']).not.toContain(fault);
  });

  it('have no parameter that is an option of every command', () => {
    const names = faultKindViews().flatMap(({ parameters }) => parameters.map(({ name }) => name));
    for (const name of names) expect(['name', 'json', 'help']).not.toContain(name);
  });
});

it('writes a flag as a command line has it', () => {
  expect(flagName('destinationCidrBlock')).toBe('destination-cidr-block');
});
