import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './errors.ts';
import { FROM_SOURCE, packageFile } from './package-file.ts';
import { given } from './given.ts';
import { nearestNameHint } from './topology/nearest-name.ts';

/**
 * What a scenario's or an exercise's imports go through: 's2s-lab' is this very package, wherever the file lies and whatever is
 * installed there, so that its errors are ours. TypeScript is an ES module, whatever package.json lies above it; of
 * JavaScript below no package.json Node finds out by itself, where tsx takes it for CommonJS.
 */
const HOOKS = `
let index;
export function initialize(data) {
  index = data;
}
export async function resolve(specifier, context, next) {
  if (specifier === 's2s-lab') return { url: index, format: 'module', shortCircuit: true };
  const found = await next(specifier, context);
  if (found.url.endsWith('.ts')) return { ...found, format: 'module' };
  const isOwn = !found.url.includes('/node_modules/');
  return isOwn && found.format === 'commonjs' ? { ...found, format: undefined } : found;
}`;

let prepared: Promise<void> | null = null;

async function prepare(): Promise<void> {
  // Node runs TypeScript by itself only from 22.18 on, and never below node_modules.
  if (!FROM_SOURCE) (await import('tsx/esm/api')).register();
  const index = pathToFileURL(packageFile(FROM_SOURCE ? 'lab/index.ts' : 'dist/index.js'));
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`, { data: index.href });
}

/** What comes in folders with a module each: those of the package by their names, anybody's own by their paths. */
export interface ModuleKind {
  /** The name of the module's file without its ending, and what it is called, e.g. `scenario`. */
  readonly what: string;
  /** Those of the package. */
  readonly names: () => readonly string[];
  /** The folder of one of the package; undefined if there is none of the name. */
  readonly packaged: (name: string) => string | undefined;
  /** What to do where a folder has no such module. */
  readonly hint: string;
}

/** Where a module lies. */
export interface ModulePlace {
  /** Absolute path. */
  readonly folder: string;
  readonly file: string;
  /** What finds it again, wherever one is: the absolute path of a folder that was named by its path, otherwise the name. */
  readonly source: string;
}

/**
 * Finds the module of one of the package, or of a folder that is named by its path.
 * @throws {UsageError} if there is none.
 */
export function findModule(nameOrFolder: string, { what, names, packaged, hint }: ModuleKind): ModulePlace {
  const isPath = /[/\\.]/.test(nameOrFolder);
  const folder = isPath ? resolve(nameOrFolder) : packaged(nameOrFolder);
  const files = ['ts', 'js', 'mjs'].map((ending) => `${what}.${ending}`);
  const file = folder && files.map((name) => join(folder, name)).find((each) => existsSync(each));
  if (folder !== undefined && file !== undefined) {
    return { folder, file, source: isPath ? folder : basename(folder) };
  }
  throw new UsageError({
    what: isPath ? `has no ${files.join(' or ')}` : `there is no such ${what}`,
    value: nameOrFolder,
    hint: isPath ? hint : nearestNameHint(nameOrFolder, names()),
  });
}

/**
 * What a file of TypeScript or JavaScript exports by default.
 * @param what what that is to be, e.g. `scenario`.
 * @throws {UsageError} if it cannot be loaded, or has no object as its default export.
 */
export async function loadDefault(file: string, what: string, hint: string): Promise<object> {
  await (prepared ??= prepare());
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as typeof module;
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      { file, ...given({ line: lineOfError(error, file) }), what: 'cannot be loaded', value },
      { cause: error },
    );
  }
  if (typeof module.default === 'object' && module.default !== null) return module.default;
  throw new UsageError({ file, what: `has no ${what} as its default export`, hint });
}

/** The line of a module at which an error was thrown, or which the error says that it is about; undefined if it says none. */
export function lineOfError(error: unknown, file: string): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const name = basename(file).replace(/[^\w]/g, '\\$&');
  const found = new RegExp(`${name}[^\\s:]*:(\\d+)`).exec(`${error.message}\n${error.stack ?? ''}`);
  return found === null ? undefined : Number(found[1]);
}
