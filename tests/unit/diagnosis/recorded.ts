import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnose, sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../../lab/diagnosis/diagnosis.ts';
import type { KernelState, NodeObservation } from '../../../lab/diagnosis/observation.ts';
import type { Recording } from '../../../lab/diagnosis/recording.ts';
import type { Scene, Visit } from '../../../lab/diagnosis/scene.ts';
import type { Leg } from '../../../lab/diagnosis/trace.ts';
import { visitAt } from '../../../lab/diagnosis/walk.ts';
import type { Lab, Router } from '../../../lab/topology/types.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** What was saved of a node beside what it is in `answered.json`. */
type Changed = Partial<Omit<NodeObservation, 'kernel'>> & { readonly kernel: Partial<KernelState> | null };

function load(name: string): Recording {
  const file = new URL(`../../fixtures/observations/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Recording;
}

const base = load('answered');

/** A recording of the reference lab, made by scripts/record-observations.ts. */
export function recorded(name: string): Recording {
  return whole(load(name), base);
}

/** A recording of the walk-through on the kernel data plane, made by scripts/record-kernel-observations.ts, with its lab as seen. */
export function recordedOnKernel(name: string): { readonly lab: Lab; readonly recording: Recording } {
  const { router, ...recording } = load(`kernel/${name}`) as Recording & { readonly router: Router };
  const customerGateways = referenceLab.customerGateways.map((gateway) => ({ ...gateway, router }));
  return { lab: { ...referenceLab, customerGateways }, recording: whole(recording, load('kernel/answered')) };
}

/** With what a recording has in common with another one. */
function whole(recording: Recording, common: Recording): Recording {
  const changed = recording.observation.nodes as Readonly<Record<string, Changed>>;
  const nodes = Object.entries(common.observation.nodes).map(([node, known]): [string, NodeObservation] => {
    const { kernel, ...rest } = changed[node] ?? { kernel: {} };
    const both = kernel === null || known.kernel === null ? null : { ...known.kernel, ...kernel };
    return [node, { ...known, ...rest, kernel: both }];
  });
  return { ...recording, observation: { ...recording.observation, nodes: Object.fromEntries(nodes) } };
}

/** What is made of a recording. */
export function diagnosed(name: string): Diagnosis {
  return diagnose(referenceLab, recorded(name)).diagnosis;
}

/** The scene of a recording. */
export function scene(name: string): Scene {
  return sceneOf(referenceLab, recorded(name));
}

/** The packet of a recording at a node. */
export function visit(name: string, leg: Leg, node: string): Visit {
  const found = visitAt(scene(name), leg, node);
  if (found === null) throw new Error(`${name}: the packet was not seen at ${node}`);
  return found;
}

/** A recording with something else read of a node's kernel. */
export function withKernel(recording: Recording, node: string, sections: Partial<KernelState>): Recording {
  const { observation } = recording;
  const before = observation.nodes[node]!;
  const kernel = { ...before.kernel!, ...sections };
  return {
    ...recording,
    observation: { ...observation, nodes: { ...observation.nodes, [node]: { ...before, kernel } } },
  };
}
