import { describe, expect, it } from 'vitest';
import { isSettled } from '../../../lab/engine/kernel-features.ts';
import { preflightResults } from '../../../lab/engine/kernel-probe.ts';
import { ALL_YES, allFeatures, devicesWithout } from './features.ts';

describe('isSettled', () => {
  const withOutput = (output: string, ...missing: readonly string[]): boolean => {
    const devices = devicesWithout(...missing);
    return isSettled([...devices, ...preflightResults(output, devices)]);
  };

  it('holds where all is there, or a device is not', () => {
    expect(isSettled(allFeatures())).toBe(true);
    expect(withOutput('', 'VRF')).toBe(true);
  });

  it('does not hold for what an earlier version kept, nor where only packets were lost', () => {
    expect(isSettled(devicesWithout())).toBe(false);
    expect(withOutput(ALL_YES.replace('VRF isolation yes', 'VRF isolation no'))).toBe(false);
    expect(withOutput('', 'XFRM interface')).toBe(false);
  });
});
