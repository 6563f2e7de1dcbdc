/**
 * `make test-kernel`: the live tests, scenarios among them, on the kernel data plane of the engine in the VM. Where the
 * engine's own kernel runs that plane `make test` has done so, and nothing is left to do. What says the same on either
 * plane is left to `make test`.
 * The last line is `N passed, N failed`.
 */
import { $ } from 'zx';
import { failStage, report, vitest } from './stages.ts';

const STAGE = 'live tests on the kernel data plane';
/**
 * An emulated processor is some ten times slower. Labs side by side take each other's time: dead peer detection, which
 * counts real seconds, then takes living peers for dead, and nothing is done any sooner.
 */
const EMULATED = { S2S_BUDGET_FACTOR: '5', S2S_LABS_AT_ONCE: '1' };
/** Tests of what no data plane has a part in: the package, the scenario runner, the form of the command line. */
const EITHER_PLANE = ['package', 'run', 'fault-cli'].map((name) => `tests/integration/${name}.test.ts`);
/** Every scenario passes there; that each can fail (without its cause) is shown once, by `make test`. */
const WITHOUT_CONTROLS = '^(?!.* fails without its cause$)';

interface Vm {
  readonly started: boolean;
  readonly accelerator: 'kvm' | 'tcg';
  readonly environment: Readonly<Record<string, string>>;
}

const s2s = $({ nothrow: true, stdio: ['inherit', 'pipe', 'inherit'] });

async function run(): Promise<void> {
  const doctor = await s2s`node dist/cli/main.js doctor --json`;
  if ((JSON.parse(doctor.stdout) as { dataplane: string | null }).dataplane === 'kernel') {
    console.log("This engine's kernel runs the kernel data plane, and so did make test: nothing to add.");
    return;
  }
  const up = await s2s`node dist/cli/main.js vm up --json`;
  if (up.exitCode !== 0) {
    failStage('the VM');
    return;
  }
  const vm = JSON.parse(up.stdout) as Vm;
  Object.assign(process.env, vm.environment);
  if (vm.accelerator === 'tcg') Object.assign(process.env, { ...EMULATED, ...process.env });
  try {
    await vitest('live', STAGE, [
      ...EITHER_PLANE.map((file) => `--exclude=${file}`),
      `--testNamePattern=${WITHOUT_CONTROLS}`,
    ]);
  } finally {
    if (vm.started) await s2s`node dist/cli/main.js vm down`;
  }
}

await run();
report();
