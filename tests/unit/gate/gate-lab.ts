import type { Expectation, Lab } from '../../../lab/topology/types.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const NOTHING: Omit<Expectation, 'from' | 'to'> = {
  reachable: true,
  ipVersion: null,
  tcpPort: null,
  udpPort: null,
  via: null,
  during: null,
  maxOutageMs: null,
};

/** The reference lab with these expectations. */
export function expecting(
  ...expectations: readonly (Partial<Expectation> & Pick<Expectation, 'from' | 'to'>)[]
): Lab {
  return expectingOf(referenceLab, ...expectations);
}

/** A lab with these expectations. */
export function expectingOf(
  lab: Lab,
  ...expectations: readonly (Partial<Expectation> & Pick<Expectation, 'from' | 'to'>)[]
): Lab {
  return { ...lab, expectations: expectations.map((each) => ({ ...NOTHING, ...each })) };
}
