// The house of lab/, top to bottom. A layer may import the layers below it, and nothing beside or above it.
const layers = [
  'cli|api',
  'drill|exercise|gate',
  'scenario',
  'view|lifecycle',
  'checks',
  'faults|probe',
  'engine',
  'render',
  'diagnosis|lint|import',
  'plan',
  'ike|bgp',
  'aws',
  'topology',
  'causes|wait',
];

const folders = (...names) => `^lab/(${names.join('|')})/`;

/** For each folder: everything above it, and the other folders of its own layer, are forbidden to it. */
const downOnly = layers.flatMap((layer, depth) =>
  layer.split('|').map((folder) => ({
    name: `${folder}-imports-down-only`,
    comment: `lab/${folder} imports from a layer above or beside it`,
    severity: 'error',
    from: { path: folders(folder) },
    to: { path: folders(...layers.slice(0, depth + 1)), pathNot: folders(folder) },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...downOnly,
    {
      name: 'ground-imports-nothing',
      comment: 'lab/errors.ts and lab/given.ts lie below every layer',
      severity: 'error',
      from: { path: '^lab/(errors|given)\\.ts$' },
      to: { path: '^lab/' },
    },
    {
      name: 'known-layers-only',
      comment: 'a folder of lab/ that is no layer: give it a place in the list above',
      severity: 'error',
      from: {},
      to: { path: '^lab/[^/]+/', pathNot: folders(...layers) },
    },
    {
      name: 'docker-in-its-adapter-only',
      comment:
        'only lab/engine/docker, tests and benchmarks speak to Docker: all else speaks to lab/engine/runtime.ts',
      severity: 'error',
      from: { pathNot: ['^lab/engine/docker/', '^tests/', '^bench/'] },
      to: { path: 'node_modules/(@types/)?dockerode/' },
    },
    {
      name: 'one-place-names-the-adapter',
      comment: 'lab/engine/connect.ts alone chooses the container runtime',
      severity: 'error',
      from: { pathNot: ['^lab/engine/(docker/|connect\\.ts$)', '^tests/'] },
      to: { path: '^lab/engine/docker/' },
    },
    {
      name: 'lab-imports-only-lab',
      comment: 'lab/ is what gets published: it cannot import tests, scenarios, benchmarks or scripts',
      severity: 'error',
      from: { path: '^lab/' },
      to: { path: '^(tests|scenarios|bench|scripts)/' },
    },
    {
      name: 'no-circular',
      comment: 'modules import each other in a circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'the import does not resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|evidence|\\.cache|docs/example-project)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['s2s-source', 'import', 'types', 'node', 'default'],
    },
  },
};
