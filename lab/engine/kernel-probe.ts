import { DEFAULT_CPU_SHARES, fabricContainer } from '../plan/container.ts';
import { LAB_LABEL, ROLE_LABEL } from '../plan/labels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { engineError } from './engine-errors.ts';
import { FEATURES, lackedBy, PREFLIGHT } from './kernel-features.ts';
import type { FeatureResult } from './kernel-features.ts';
import type { Runtime, ScratchContainer } from './runtime.ts';

/** The lab that the doctor's containers are labelled with. */
const DOCTOR = 's2s-doctor';
const LABELS = { [LAB_LABEL]: DOCTOR, [ROLE_LABEL]: 'doctor' };

/**
 * Tries each feature for real in a container of the kind that nodes are, and sends packets through what they make up
 * in one of the fabric's kind, at the same time; both in network namespaces of their own.
 * @throws {EngineError} if a container cannot run.
 */
export async function probeKernel(runtime: Runtime): Promise<FeatureResult[]> {
  try {
    const [devices, checks] = await Promise.all([probeDevices(runtime), runPreflight(runtime)]);
    return [...devices, ...preflightResults(checks, devices)];
  } catch (error) {
    throw engineError('probing the kernel', error);
  }
}

/** The preflight's findings out of what it printed; a check without a device it needs counts as not tried. */
export function preflightResults(output: string, devices: readonly FeatureResult[]): FeatureResult[] {
  const lines = output.split('\n').map((line) => line.trim());
  return PREFLIGHT.map(({ name, needs, neededFor, planes }) => {
    const lacks = lackedBy(needs, devices);
    const present = lines.includes(`${name} yes`);
    const no = lines.find((line) => line.startsWith(`${name} no`));
    return {
      name,
      preflight: true,
      neededFor,
      planes,
      present,
      message:
        lacks.length > 0
          ? `not tried: lacks ${lacks.join(', ')}`
          : present
            ? ''
            : (no?.slice(name.length + ' no '.length) ??
              `no result within ${BUDGETS_MS.kernelFeatures / 1000} s`),
    };
  });
}

async function probeDevices(runtime: Runtime): Promise<FeatureResult[]> {
  const script = FEATURES.map(
    ({ test }, index) =>
      `m=$( { ${test}; } 2>&1 ) && echo "${index} yes" || echo "${index} no $m" | tr '\\n' ' ' && echo`,
  ).join('\n');
  const tryOut = (devices: readonly string[]): Promise<string> =>
    runtime.runToEnd({ ...NODE, devices }, ['sh', '-c', script]);
  return deviceResults(await tryOut(['/dev/net/tun']).catch(() => tryOut([])));
}

const NODE: ScratchContainer = {
  image: 'node',
  environment: {},
  labels: LABELS,
  capabilities: ['NET_ADMIN'],
  securityOptions: [],
  hostPids: false,
  sysctls: {},
  devices: [],
  cpuShares: DEFAULT_CPU_SHARES,
};

/** The features out of what their tests printed: `<index> yes`, or `<index> no <what was said>`. */
function deviceResults(output: string): FeatureResult[] {
  const answers = new Map(
    output
      .split('\n')
      .map((line) => /^(\d+) (yes|no) ?(.*)$/.exec(line.trim()))
      .filter((found) => found !== null)
      .map(([, index, answer, message]) => [
        Number(index),
        { present: answer === 'yes', message: message ?? '' },
      ]),
  );
  return FEATURES.map(({ name, neededFor, planes }, index) => ({
    name,
    preflight: false,
    neededFor,
    planes,
    ...(answers.get(index) ?? { present: false, message: 'not tried' }),
  }));
}

function runPreflight(runtime: Runtime): Promise<string> {
  const fabric = { ...fabricContainer(DOCTOR), labels: LABELS, hostPids: false };
  return runtime.runToEnd(fabric, ['timeout', `${BUDGETS_MS.kernelFeatures / 1000}`, 's2s-preflight']);
}
