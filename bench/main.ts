/**
 * Measures and prints JSON: the reference lab, and its throughput and round-trip time beside those of the same path made
 * by hand (medians over BENCH_ROUNDS rounds, 5 by default), large labs and many labs (scale.ts), BGP beside static routes
 * (bgp.ts), then the whole scenario suite, as a user runs it, a class with a lab for each student, the start of the engine in
 * a VM, and the import of a large network. Ratios are within one run, since machines differ and are noisy. Nothing is asserted.
 * `npm run bench -- lab`, `-- throughput`, `-- scale`, `-- bgp`, `-- suite`, `-- class`, `-- vm` or `-- import` for some of them only.
 */
import { connect } from '../lab/engine/connect.ts';
import { ensureImages } from '../lab/engine/images.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import { measureBgp } from './bgp.ts';
import { measureClass } from './class.ts';
import { measureImport } from './import.ts';
import { measureLab } from './lab.ts';
import { measureScale } from './scale.ts';
import { measureSuite } from './suite.ts';
import { measureThroughput } from './throughput.ts';
import { measureVm } from './vm.ts';

/** Each part by its name, in the order they run: another one is a file and a line here. */
const PARTS: Readonly<Record<string, (runtime: Runtime) => Promise<unknown>>> = {
  lab: measureLab,
  throughput: measureThroughput,
  scale: measureScale,
  bgp: measureBgp,
  suite: measureSuite,
  class: measureClass,
  vm: measureVm,
};
/** Those that speak to no engine. */
const WITHOUT_ENGINE: Readonly<Record<string, () => Promise<unknown>>> = { import: measureImport };

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const results: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(WITHOUT_ENGINE)) {
  if (isWanted(name)) results[name] = await measure();
}
const parts = Object.entries(PARTS).filter(([name]) => isWanted(name));
if (parts.length > 0) {
  const runtime = await connect();
  await ensureImages(runtime, (step) => process.stderr.write(`${step}\n`));
  for (const [name, measure] of parts) results[name] = await measure(runtime);
}
console.log(JSON.stringify(results, null, 2));
