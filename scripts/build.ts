/**
 * `npm run build`: lab/ and the packages it uses as few files in dist/, so that the command line starts fast: each verb
 * loads its own chunks only. Types come from `npm run build:types`; nothing but the published package needs them.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const ENTRIES = ['lab/cli/main.ts', 'lab/engine/watchdog-main.ts', 'lab/index.ts', 'lab/api/vitest.ts'];
const STAMP = 'dist/.built';
const LICENSES = 'dist/licenses.txt';

/** What packages that are no ES modules find about them. */
const COMMON_JS =
  "import{createRequire}from'node:module';" +
  'const require=createRequire(import.meta.url),__dirname=import.meta.dirname;';
/** DOCKER_HOST=ssh://… needs ssh2, which is large: only then is it loaded. */
const LAZY_SSH = `
const { Agent } = require('node:http');
module.exports = (host) => {
  const agent = new Agent();
  agent.createConnection = (options, done) => {
    import('docker-modem/lib/ssh.js').then(({ default: ssh }) => ssh(host).createConnection(options, done)).catch(done);
  };
  return agent;
};`;
/** Sessions are for BuildKit's builder, which nothing here asks for. */
const NO_SESSION = `module.exports = () => { throw new Error('this build has no BuildKit sessions'); };`;
/** A build's context is handed over as tar. */
const NO_CONTEXT = `exports.pack = () => { throw new Error('this build packs no folders'); };`;

/** Leaves out of packages what takes long to load and is hardly ever used, or never. */
const leanPackages: esbuild.Plugin = {
  name: 'lean-packages',
  setup(build) {
    const replace = (filter: RegExp, importer: RegExp, contents: string) => {
      const namespace = filter.source;
      build.onResolve({ filter }, ({ path, importer: from, resolveDir }) =>
        importer.test(from) ? { path, namespace, pluginData: resolveDir } : null,
      );
      build.onLoad({ filter, namespace }, ({ pluginData }) => ({
        contents,
        resolveDir: pluginData as string,
      }));
    };
    replace(/^\.\/ssh$/, /docker-modem\/lib\/modem\.js$/, LAZY_SSH);
    replace(/^\.\/(session|buildkit)$/, /dockerode\/lib\/docker\.js$/, NO_SESSION);
    replace(/^tar-fs$/, /dockerode\/lib\/util\.js$/, NO_CONTEXT);
    // Node's own.
    replace(
      /^readable-stream$/,
      /docker-modem\/lib\/http_duplex\.js$/,
      `module.exports = require('node:stream');`,
    );
  },
};

const { metafile } = await esbuild.build({
  entryPoints: ENTRIES,
  outbase: 'lab',
  outdir: 'dist',
  // package-file.ts finds the package's files from here.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  external: ['vitest', 'tsx', 'cpu-features', '*.node'],
  banner: { js: COMMON_JS },
  plugins: [leanPackages],
  metafile: true,
  logLevel: 'warning',
});
await removeFormer(Object.keys(metafile.outputs));
await writeFile(LICENSES, await licenses(metafile));
await writeFile(STAMP, '');

/** Files of an earlier build; those of the new one were there first, for whoever loads them just now. */
async function removeFormer(outputs: readonly string[]): Promise<void> {
  const files = await readdir('dist', { recursive: true });
  const former = files.map((file) => join('dist', file)).filter((file) => file.endsWith('.js'));
  await Promise.all(former.filter((file) => !outputs.includes(file)).map((file) => rm(file)));
}

/** What the licences of the packages in the bundles ask for: their texts. */
async function licenses({ inputs }: esbuild.Metafile): Promise<string> {
  const folders = Object.keys(inputs).map(
    (file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '',
  );
  const texts = [...new Set(folders)]
    .filter((folder) => folder !== '')
    .sort()
    .map(licenseOf);
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder: string): Promise<string> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(manifest) as Readonly<Record<string, string>>;
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? `${license}\n` : await readFile(join(folder, file), 'utf8');
  return `${name} ${version}\n\n${text}`;
}
