import type { KernelState } from '../../../lab/diagnosis/observation.ts';

const NOTHING: KernelState = {
  links: [],
  addresses: [],
  rules: [],
  routes: [],
  neighbours: [],
  vrfs: [],
  states: [],
  policies: [],
  refusals: [],
  ruleset: [],
  sysctls: [],
};

/** A kernel of which only some sections are known. */
export function kernelWith(sections: Partial<KernelState>): KernelState {
  return { ...NOTHING, ...sections };
}
