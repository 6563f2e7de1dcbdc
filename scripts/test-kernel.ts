/**
 * `make test-kernel`: what concerns the kernel data plane, on the engine in the VM. Where the engine's own kernel runs
 * that plane `make test` has done so, and nothing is left to do. Some files and scenarios stand for the rest: XFRM
 * interfaces, VTIs, failover by CHILD_SA, netem. With `ALL=1` every live test runs that a data plane has a part in.
 * The last line is `N passed, N failed`.
 */
import { readdirSync } from 'node:fs';
import { $ } from 'zx';
import { failStage, report, vitest } from './stages.ts';

const STAGE = 'live tests on the kernel data plane';
/**
 * An emulated processor is some ten times slower. Labs side by side take each other's time: dead peer detection, which
 * counts real seconds, then takes living peers for dead, and nothing is done any sooner.
 */
const EMULATED = { S2S_BUDGET_FACTOR: '5', S2S_LABS_AT_ONCE: '1' };
/** The reference lab with XFRM interfaces, what only this plane has, owners' own routers, and routes that follow their CHILD_SA. */
const CHOSEN_FILES = ['reference-lab', 'kernel-plane', 'own-router-kernel', 'child-sa-routes'].map(
  integrationFile,
);
/** Failover, netem. */
const CHOSEN_SCENARIOS = ['tunnel-1-dies-child-sa', 'lossy-internet'];
/** Tests of what no data plane has a part in: the package, the scenario runner, the form of the command line. */
const EITHER_PLANE = ['package', 'run', 'fault-cli'].map(integrationFile);
/** Every scenario passes there; that each can fail (without its cause) is shown once, by `make test`. */
const WITHOUT_CONTROLS = '^(?!.* fails without its cause$)';

function integrationFile(name: string): string {
  return `tests/integration/${name}.test.ts`;
}

async function runAll(): Promise<void> {
  // By name, for vitest does not pass --exclude on to its projects.
  const files = readdirSync('tests/integration')
    .map((file) => `tests/integration/${file}`)
    .filter((file) => file.endsWith('.test.ts') && !EITHER_PLANE.includes(file));
  const filters = [...files, 'tests/cases/', `--testNamePattern=${WITHOUT_CONTROLS}`];
  await vitest(STAGE, ['live', 'scenarios'], filters);
}

async function runChosen(): Promise<void> {
  await vitest(STAGE, ['live'], CHOSEN_FILES);
  const names = `^(${CHOSEN_SCENARIOS.join('|')}) passes$`;
  await vitest('scenarios on the kernel data plane', ['scenarios'], [`--testNamePattern=${names}`]);
}

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
    await (process.env.ALL === '1' ? runAll() : runChosen());
  } finally {
    if (vm.started) await s2s`node dist/cli/main.js vm down`;
  }
}

await run();
report();
