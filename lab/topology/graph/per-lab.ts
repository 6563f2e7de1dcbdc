import type { Lab } from '../types.ts';

/** A function of a lab that is worked out once for each: a lab never changes, and rooms ask again and again. */
export function perLab<T>(workOut: (lab: Lab) => T): (lab: Lab) => T {
  const known = new WeakMap<Lab, { readonly value: T }>();
  return (lab) => {
    const { value } = known.get(lab) ?? { value: workOut(lab) };
    known.set(lab, { value });
    return value;
  };
}
