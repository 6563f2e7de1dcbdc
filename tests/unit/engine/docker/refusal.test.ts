import { describe, expect, it } from 'vitest';
import { isAbsent, orRefusal, refusal } from '../../../../lab/engine/docker/refusal.ts';
import { RuntimeRefusal } from '../../../../lab/engine/runtime.ts';

describe('refusal', () => {
  it.each([
    [404, 'notFound'],
    [409, 'conflict'],
    [500, 'other'],
  ] as const)('takes status %i for %s', (statusCode, reason) => {
    expect(refusal({ statusCode, message: 'no' })).toMatchObject({ reason, message: 'no' });
  });

  it('says what there is to say', () => {
    expect(refusal({ reason: 'no such image' }).message).toBe('no such image');
    expect(refusal('broken pipe').message).toBe('broken pipe');
  });

  it('leaves a refusal as it is', async () => {
    const known = new RuntimeRefusal('conflict', 'it is paused');
    expect(refusal(known)).toBe(known);
    await expect(orRefusal(Promise.reject(known))).rejects.toBe(known);
  });
});

it('isAbsent knows the failure of a container that is being made or removed', () => {
  const lstat = 'lstat /var/lib/docker/…/merged: no such file or directory';
  expect(isAbsent({ statusCode: 500, message: lstat })).toBe(true);
  expect(isAbsent({ statusCode: 500, message: 'no space left on device' })).toBe(false);
});
