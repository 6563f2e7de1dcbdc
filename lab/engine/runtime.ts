/**
 * What a lab needs of a container runtime. docker/ is the one adapter; connect.ts chooses it. Nothing else in lab/ knows
 * the runtime's own words.
 */
import type { Duplex, Readable, Writable } from 'node:stream';
import type { ContainerPlan } from '../plan/container.ts';
import type { TarFile } from './tar.ts';

/** Why the runtime refused a request: there is no such object, its name or state forbids it, or anything else. */
export class RuntimeRefusal extends Error {
  readonly reason: 'notFound' | 'conflict' | 'other';

  constructor(reason: RuntimeRefusal['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** What an engine is, and what it runs on. */
export interface EngineInfo {
  readonly id: string;
  /** Version of the kernel that containers run on. */
  readonly kernel: string;
  /** As `name=value`. */
  readonly labels: readonly string[];
}

/** What is installed of an engine. */
export interface EngineVersion {
  readonly version: string;
  readonly apiVersion: string;
  /** E.g. `linux/amd64`. */
  readonly platform: string;
}

/** A container as the runtime lists it. */
export interface ContainerInfo {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `created`, `running`, `paused`, `exited` and others. */
  readonly state: string;
  /** A phrase, e.g. `Exited (137) 3 seconds ago`. */
  readonly status: string;
  readonly createdAt: Date;
}

/** A container that has ended by itself, or was killed. */
export interface ContainerEnd {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Null if the runtime does not say. */
  readonly exitCode: string | null;
}

/** How a command in a container is attached to streams of this process. */
export interface AttachOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** Whether the command gets a terminal of its own; its errors then come with its output. */
  readonly terminal?: boolean;
  /** Further environment, as `NAME=value`. */
  readonly environment?: readonly string[];
  /** Told once the command runs, with what resizes its terminal. */
  readonly onStart?: (resize: (columns: number, rows: number) => void) => void;
}

/** What of a container's log is meant; all of it without a word. */
export interface LogOptions {
  /** The last lines only. */
  readonly lines?: number;
  /** Only what was written then or later. */
  readonly since?: Date;
  /** Goes on with what is written from now on, until the signal. */
  readonly follow?: AbortSignal;
}

/** A line that a process of a container has written. */
export interface LogLine {
  /** In UTC, as in RFC 3339. */
  readonly time: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** One container. Every call fails with a {@link RuntimeRefusal} if there is none, unless it says otherwise. */
export interface Container {
  /** Its id, or its name. */
  readonly id: string;
  /** The same with its engine: two containers of this process with one key are one. */
  readonly key: string;
  exists(): Promise<boolean>;
  /** What its image's own check of health says; null if it has none. */
  health(): Promise<'starting' | 'healthy' | 'unhealthy' | null>;
  rename(name: string): Promise<void>;
  /** Puts files in, whether it runs or not. */
  fill(files: readonly TarFile[]): Promise<void>;
  /** A file of it, whether it runs or not; null if there is no such file or container. */
  readFile(path: string): Promise<Buffer | null>;
  /** Starts it; one that runs already is left alone, and one that is paused goes on. */
  start(): Promise<void>;
  /** Starts it for the first time, and hands files to it as a tar archive on its input. */
  startWith(files: readonly TarFile[]): Promise<void>;
  /** Kills it, and returns once the runtime knows that it has ended. */
  kill(): Promise<void>;
  /** Kills it if it runs, and starts it. */
  restart(): Promise<void>;
  /** A command as a byte stream both ways: what is written goes to its input, what is read is its output. */
  exec(command: readonly string[]): Promise<Duplex>;
  /** Runs a command with its streams attached, and returns its exit code. */
  attach(command: readonly string[], options: AttachOptions): Promise<number>;
  /** The last lines that its processes have written, on either output; also of one that has ended. */
  log(lines: number, options?: { readonly timestamps: boolean }): Promise<string>;
  /** Tells each line of its log, the oldest first, and with `follow` those to come, until the container ends. */
  readLog(options: LogOptions, onLine: (line: LogLine) => void): Promise<void>;
}

/** A container that is run once, to its end: it needs no name. */
export type ScratchContainer = Omit<ContainerPlan, 'name' | 'hostname'>;

/** What an image is built from, beside its context. */
export interface ImageBuild {
  readonly name: string;
  /** Target of the context's Dockerfile. */
  readonly target: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** The images of an engine. */
export interface Images {
  /** Names of those that have a label, given as `name` or `name=value`. */
  withLabel(label: string): Promise<string[]>;
  /** Bytes of an image. */
  size(name: string): Promise<number>;
  exists(name: string): Promise<boolean>;
  pull(name: string): Promise<void>;
  /** Makes an image of a file system's tar archive. */
  importArchive(archive: Readable, name: string): Promise<void>;
  /** Packages come through the host's own network; only building has one, no node of a lab. Tells each line. */
  build(context: Buffer, build: ImageBuild, onLine: (line: string) => void): Promise<void>;
  /** Several images as one archive, in which what they share is once. */
  save(names: readonly string[]): Promise<Readable>;
  load(archive: Readable): Promise<void>;
  /** Removes the images with a label that have lost their names to newer ones, but for those that are in use. */
  removeSuperseded(label: string): Promise<void>;
}

/** A container engine. Its calls fail with a {@link RuntimeRefusal}. */
export interface Runtime {
  readonly images: Images;
  /** Asked once: Docker starts two programs to answer, which takes as long as a dozen other requests. */
  info(): Promise<EngineInfo>;
  version(): Promise<EngineVersion>;
  /** A container by its id or name, whether it is there or not. */
  container(idOrName: string): Container;
  /** Every container with a label, given as `name` or `name=value`; those that do not run, too. */
  list(label: string): Promise<ContainerInfo[]>;
  /** Creates a container; it is not started. */
  create(plan: ContainerPlan): Promise<Container>;
  /** Runs a command in a container of its own to its end, removes the container, and returns the command's output. */
  runToEnd(container: ScratchContainer, command: readonly string[]): Promise<string>;
  /** Removes containers with their volumes, also those that run; one that is gone is no error. */
  remove(idOrName: string): Promise<void>;
  /** Removes the volumes with a label. */
  removeVolumes(label: string): Promise<void>;
  /** Tells each container with a label that ends, until disposed of. */
  watchEnds(label: string, onEnd: (end: ContainerEnd) => void): Promise<AsyncDisposable>;
}
