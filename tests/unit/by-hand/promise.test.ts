import { describe, expect, it } from 'vitest';
import { brokenPromises, promisesOf } from '../../by-hand/promise.ts';

const output = '  IKE_SA    ESTABLISHED, IKEv1   CONNECTING, IKEv1\n10 sent, 10% lost\n100000000\n';
const broken = (comment: string, exitCode = 0, command = 's2s ping a b'): string[] =>
  brokenPromises(command, comment, { output, exitCode });

describe('a comment', () => {
  it.each([
    ['answered', 0],
    ['lost', 1],
    ['shows ESTABLISHED', 0],
    ['shows IKE_SA … ESTABLISHED … CONNECTING', 0],
    ['shows 10% lost', 0],
    ['shows IKE_SA ESTA… … CONNECTING', 0],
    ['shows IKE_SA ESTABLISHED, IKEv1 CONNECTING', 0],
    ['never shows INSTALLED', 0],
    ['never shows 0% lost', 0],
    ['prints 100000000', 0],
    ['answered; shows CONNECTING; (a remark; of two parts) shows 10', 0],
    ['(a remark)', 0],
    ['', 0],
  ])('%s is kept', (comment, exitCode) => {
    expect(broken(comment, exitCode)).toEqual([]);
  });

  it.each([
    ['answered', 1],
    ['lost', 0],
    ['lost', 3],
    ['shows INSTALLED', 0],
    ['shows CONNECTING … ESTABLISHED', 0],
    ['shows IKE_SA … 100000000', 0],
    ['shows 0% lost', 0],
    ['shows ESTABLISH', 0],
    ['shows STABLISH… CONNECTING', 0],
    ['never shows CONNECTING', 0],
    ['prints 10000000', 0],
    ['prints 10', 0],
  ])('%s is broken', (comment, exitCode) => {
    expect(broken(comment, exitCode)).toEqual([comment]);
  });

  it('without a word on the exit code promises that the command ends well', () => {
    expect(broken('shows CONNECTING', 1)).toEqual(['ends well']);
    expect(broken('', 2, 's2s status')).toEqual(['ends well']);
    expect(broken('', 1, 's2s status')).toEqual([]);
    expect(broken('', 1, 's2s up x')).toEqual(['ends well']);
  });

  it('is refused where nothing of it can be compared', () => {
    expect(() => promisesOf('answered; after a while')).toThrow("'after a while'");
  });
});
