import type { PhaseState } from './record.ts';

/** A phase of a tunnel, by the ids of its SAs: while one is renewed there are two. */
export interface Phase {
  state(): PhaseState;
  begins(): void;
  comes(id?: string): void;
  isRekeyed(): void;
  /** Without an id every SA goes. */
  goes(id?: string): void;
}

/** A phase that is down. */
export function phase(): Phase {
  const sas = new Set<string>();
  let meanwhile: 'Negotiating' | 'Rekeying' | null = null;
  return {
    state: () => meanwhile ?? (sas.size > 0 ? 'Established' : 'Down'),
    begins: () => void (meanwhile = sas.size > 0 ? 'Rekeying' : 'Negotiating'),
    comes: (id = '') => {
      meanwhile = null;
      sas.add(id);
    },
    isRekeyed: () => void (meanwhile = 'Rekeying'),
    goes: (id) => {
      if (id === undefined) sas.clear();
      else sas.delete(id);
      meanwhile = null;
    },
  };
}
