import type { Expectation, Lab } from '../../../lab/topology/types.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const NOTHING: Omit<Expectation, 'from' | 'to'> = {
  reachable: true,
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
  return { ...referenceLab, expectations: expectations.map((each) => ({ ...NOTHING, ...each })) };
}
