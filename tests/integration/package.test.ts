import { execa } from 'execa';
import { cp, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../lab/engine/connect.ts';
import { labNames } from '../../lab/engine/started-lab.ts';
import { buildIfStale } from '../built-cli.ts';
import { engineBySsh } from './engine-by-ssh.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = join(REPOSITORY, 'docs/example-project');
const LAB = `package-${process.pid}`;

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

/** A user's environment: nothing of the npm and the vitest that run this test. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name)),
);

let temporary: string;
let project: string;
let packed: readonly string[];

/** Runs a command of the user's project, one of its packages' first. */
const run = (command: string, ...args: readonly string[]) =>
  execa(command, args, {
    cwd: project,
    env: { ...env, NO_COLOR: '1' },
    extendEnv: false,
    preferLocal: true,
    localDir: project,
    reject: false,
    all: true,
  });

/** What `npm publish` would publish, installed into a copy of the example project outside the repository. */
beforeAll(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 's2s-package-')));
  await buildIfStale();
  await execa('npm', ['run', 'build:types'], { cwd: REPOSITORY });
  project = join(temporary, 'project');
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary];
  const { stdout } = await execa('npm', pack, { cwd: REPOSITORY, env, extendEnv: false });
  const [tarball] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  packed = tarball!.files.map(({ path }) => path);
  await cp(EXAMPLE, project, { recursive: true });
  const labFile = join(project, 'lab.yaml');
  await writeFile(labFile, (await readFile(labFile, 'utf8')).replace(/^name: .*/m, `name: ${LAB}`));
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  const installed = await run('npm', 'install', ...flags, join(temporary, tarball!.filename));
  expect(installed).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await rm(temporary, { recursive: true, force: true });
});

describe('the tarball', () => {
  it('holds what users need and nothing else', () => {
    const other = packed.filter(
      (path) =>
        !/^dist\/[a-z0-9/-]+(-[A-Z0-9]{8})?\.(js|d\.ts)$/.test(path) &&
        !/^images\/(Dockerfile$|[a-z]+\/(README\.md$|rootfs\/|src\/[\w-]+\.[ch]$)|vm\/[^/]+$)/.test(path) &&
        !/^docs\/([a-z0-9-]+\/)*[\w.-]+\.(md|ts|json|yaml|svg)$/.test(path) &&
        !/^(scenarios|exercises)\/([a-z0-9-]+\/){1,3}[\w.-]+\.(yaml|conf|secrets|sh|md|ts)$/.test(path),
    );
    expect(other.sort()).toEqual([
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'dist/licenses.txt',
      'exercises/README.md',
      'exercises/account.ts',
      'exercises/checks.ts',
      'exercises/courses.yaml',
      'exercises/diagnosis.ts',
      'lab.schema.json',
      'package.json',
      'scenarios/README.md',
      'scenarios/cast.ts',
      'scenarios/themes.yaml',
      'scripts/ensure-vm-packages.sh',
      'scripts/shell.sh',
      'templates/completion/s2s.bash',
      'templates/completion/s2s.fish',
      'templates/completion/s2s.zsh',
      'templates/exercise/README.md',
      'templates/exercise/exercise.ts',
      'templates/exercise/lab.yaml',
      'templates/lab.yaml',
    ]);
    expect(packed).toEqual(
      expect.arrayContaining([
        'dist/cli/main.js',
        'dist/engine/watchdog-main.js',
        'dist/index.d.ts',
        'images/Dockerfile',
        'images/vpn/rootfs/usr/local/sbin/s2s-ike',
        'images/vm/init',
        'scenarios/reference/lab.yaml',
        'scenarios/reference/walk-through/onprem/ipsec.secrets',
      ]),
    );
  });

  it('holds whatever README and the pages below docs link to', async () => {
    const pages = packed.filter((path) => path.endsWith('.md'));
    expect(pages).toContain('docs/api.md');
    for (const page of pages) {
      const text = await readFile(join(REPOSITORY, page), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\((?!\w+:)([^)#]+)/g)) {
        const target = join(dirname(page), link);
        expect(
          packed.some((path) => path === target || path.startsWith(`${target}/`)),
          `${page}: ${link}`,
        ).toBe(true);
      }
    }
  });

  it("has the repository's images to the bit, so that none is built anew", async () => {
    const sources = async (folder: string) => {
      const entries = await readdir(join(folder, 'images'), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(
        files.map(async ({ name, parentPath }) => {
          const path = join(parentPath, name);
          const { mode } = await stat(path);
          const within = relative(folder, path);
          return { within, executable: (mode & 0o111) > 0, text: await readFile(path, 'utf8') };
        }),
      );
    };
    expect(await sources(join(project, 'node_modules/s2s-lab'))).toEqual(await sources(REPOSITORY));
  });
});

describe('the example project, with the package installed', () => {
  it('asks for the versions of the repository', async () => {
    const { version, devDependencies } = await manifestOf(REPOSITORY);
    const example = (await manifestOf(EXAMPLE)).devDependencies;
    expect({ ...devDependencies, 's2s-lab': version }).toMatchObject(example);
  });

  it("has types, without skipping the package's own", async () => {
    expect(await run('tsc', '--noEmit')).toMatchObject({ exitCode: 0, all: '' });
  });

  it('passes its tests in a lab of its own, which is gone afterwards', async () => {
    const { exitCode, all } = await run('vitest', 'run');
    expect(all).toMatch(/Tests +4 passed \(4\)/);
    expect(exitCode).toBe(0);
    expect((await labNames(await connect())).filter((name) => name.startsWith(LAB))).toEqual([]);
  });

  it('fails a wrong claim, and says what was seen', async () => {
    await writeFile(join(project, 'vpcs.yaml'), VPCS);
    await writeFile(join(project, 'wrong.test.ts'), WRONG_CLAIM);
    const { exitCode, all } = await run('vitest', 'run', 'wrong.test.ts');
    expect(all).toContain('expected: vpc-a-host reaches vpc-b-host; failed: vpc-b-host did not answer');
    expect(all).toContain('cause: NO_ROUTE_TO_DESTINATION at vpc-a: ');
    expect(all).toMatch(/Tests +1 failed \(1\)/);
    expect(exitCode).toBe(1);
    expect((await labNames(await connect())).filter((name) => name.startsWith(LAB))).toEqual([]);
  });
});

/** The reference lab without its site: what a claim about VPCs takes. */
const VPCS = `extends: node_modules/s2s-lab/scenarios/reference/lab.yaml
name: ${LAB}-vpcs
transitGateway:
  attachments: { att-vpn: null }
  routeTables:
    tgw-rt-a: { associations: [att-vpc-a], routes: [] }
    tgw-rt-b: { associations: [att-vpc-b], routes: [] }
    tgw-rt-vpn: null
vpnConnections: null
customerGateways: null
`;

const WRONG_CLAIM = `
import { expect } from 'vitest';
import { host } from 's2s-lab';
import { labTest } from 's2s-lab/vitest';

labTest('vpcs.yaml', { tunnels: false })('A reaches B', async ({ lab }) => {
  await expect(host(lab, 'vpc-a-host')).toReach('vpc-b-host', { budgetMs: 500 });
});
`;

describe('the command', () => {
  it('says its version', async () => {
    const { version } = await manifestOf(REPOSITORY);
    expect(await run('s2s', '--version')).toMatchObject({ exitCode: 0, stdout: version });
  });

  it('reaches an engine by ssh', async () => {
    await using engine = await engineBySsh();
    const answer = await run('env', `DOCKER_HOST=${engine.host}`, 's2s', 'status', 'nowhere');
    expect(answer.stderr).toContain('no lab of that name is running');
    expect(answer).toMatchObject({ exitCode: 2 });
    expect(new Set(engine.commands)).toEqual(new Set(['docker system dial-stdio']));
  });

  it('takes the reference lab from the package', async () => {
    const { exitCode, stdout } = await run('s2s', 'render', 'compose');
    expect({ exitCode, first: stdout.split('\n')[0] }).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain('vpc-a-host');
  });

  it.each(['wrong-psk', 'scenarios/misconfiguration/wrong-psk/lab.yaml'])(
    'takes the lab of a scenario as %s',
    async (given) => {
      const { exitCode, stdout } = await run('s2s', 'render', 'json', given);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ name: 'wrong-psk' });
    },
  );

  it("lists the package's scenarios", async () => {
    const { exitCode, stdout } = await run('s2s', 'run', '--list', '--json');
    expect(exitCode).toBe(0);
    const { scenarios } = JSON.parse(stdout) as { scenarios: { name: string; folder: string }[] };
    expect(scenarios.find(({ name }) => name === 'reference')?.folder).toBe(
      join(project, 'node_modules/s2s-lab/scenarios/reference'),
    );
  });

  it('runs a scenario of the project, and finds it failing without its cause', async () => {
    const scenario = './scenarios/one-vpc-cut-off';
    const names = ['--name', `${LAB}-own`];
    expect(await run('s2s', 'run', scenario, ...names)).toMatchObject({ exitCode: 0 });
    const control = await run('s2s', 'run', scenario, ...names, '--control', '--json');
    expect(control).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(control.stdout)).toMatchObject({ scenarios: [{ control: true, verdict: 'failed' }] });
  });
});
