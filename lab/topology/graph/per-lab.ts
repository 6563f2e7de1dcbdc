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

/** The same of a lab and a part of it, e.g. one of its gateways. */
export function perPart<Part extends object, T>(
  workOut: (lab: Lab, part: Part) => T,
): (lab: Lab, part: Part) => T {
  const parts = perLab(() => new WeakMap<Part, { readonly value: T }>());
  return (lab, part) => {
    const known = parts(lab);
    const { value } = known.get(part) ?? { value: workOut(lab, part) };
    known.set(part, { value });
    return value;
  };
}
