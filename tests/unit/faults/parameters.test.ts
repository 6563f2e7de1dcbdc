import { describe, expect, it } from 'vitest';
import { FAULTS, kindOf } from '../../../lab/faults/catalogue.ts';
import type { FaultName } from '../../../lab/faults/catalogue.ts';
import { listParameters } from '../../../lab/faults/parameter-list.ts';
import { checkParameters } from '../../../lab/faults/parameters.ts';
import { UsageError } from '../../../lab/errors.ts';

/** What is said of one parameter that is wrong. */
function said(fault: FaultName, parameters: Record<string, unknown>): string {
  try {
    checkParameters(fault, kindOf(fault).parameters, parameters);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
}

describe('checkParameters', () => {
  it.each<[FaultName, Record<string, unknown>, string, string?]>([
    [
      'reboot-router',
      { router: 'r', configuration: 'runtime' },
      'configuration: must be one of persistent, runtime-only',
      'did you mean runtime-only?',
    ],
    ['lose-packets', { node: 'a', neighbour: 'b', percent: 'much' }, 'percent: must be a number, is text'],
    ['lose-packets', { node: 'a', neighbour: 'b', percent: 200 }, 'percent: must be 100 or less'],
    ['lose-packets', { node: 'a', neighbour: 'b', percent: 0 }, 'percent: must be 1 or more'],
    ['squeeze-mtu', { node: 'a', neighbour: 'b', mtu: 1300.5 }, 'mtu: must be a whole number'],
    ['change-elastic-ip', { customerGateway: 'onprem', address: '1.2.3' }, 'address: is not an IPv4 address'],
    [
      'wrong-proposal',
      { connection: 'Tunnel1', proposal: 'AES 128' },
      'proposal: is not written as it has to be',
    ],
    ['kill-node', {}, 'node: fault kill-node needs this parameter'],
    [
      'kill-node',
      { nod: 'a', node: 'a' },
      'nod: fault kill-node has no such parameter',
      'did you mean node?',
    ],
  ])('says of %s %j: %s', (fault, parameters, what, hint) => {
    expect(said(fault, parameters)).toContain(what);
    if (hint !== undefined) expect(said(fault, parameters)).toContain(hint);
  });

  it("never in zod's words, whatever the parameter", () => {
    for (const fault of Object.keys(FAULTS) as FaultName[]) {
      for (const { name } of listParameters(kindOf(fault).parameters)) {
        for (const value of ['', 'x y', -1, 0.5, 1e9, Number.NaN, null, true, [], {}]) {
          expect(said(fault, { [name]: value })).not.toMatch(/Invalid|expected|Too (small|big)|Unrecognized/);
        }
      }
    }
  });
});
