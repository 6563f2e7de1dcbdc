import { Alias } from 'yaml';
import { UsageError } from '../errors.ts';
import { given } from '../given.ts';
import { FABRIC } from '../topology/names.ts';
import type { Lab } from '../topology/types.ts';
import { withoutKeys } from '../topology/without-keys.ts';
import { composeConfigs, keyVolumes } from './compose-files.ts';
import { layOut } from './compose-layout.ts';
import { DEFAULT_CPU_SHARES, fabricContainer, nodeContainer } from './container.ts';
import type { ContainerPlan } from './container.ts';
import { BASE_IMAGE, IMAGE_TARGETS, imageName, isOurs } from './images.ts';
import type { Image, ImageTarget } from './images.ts';
import { LAB_LABEL } from './labels.ts';
import { planLab } from './plan.ts';
import { STATE_PATH, STATE_VERSION } from './state.ts';
import type { LabState } from './state.ts';
import { FORWARDER } from './sysctls.ts';
import type { DataplaneName } from './types.ts';

/** The lab's name inside the file: compose's project name, so that `docker compose -p` brings up another lab. */
const PROJECT = '${COMPOSE_PROJECT_NAME}';
const STATE_CONFIG = 'lab.json';

const header = (lab: string, dataplane: DataplaneName): string =>
  `The lab "${lab}" for docker compose (2.23.1 or newer), on the ${dataplane} data plane.
Rendered by \`s2s render compose --dataplane ${dataplane}\`: change the lab file, not this one.

  docker compose up -d            builds the images that are missing and starts the lab; it wires and heals itself
  docker compose exec NODE bash   a shell in a node; \`s2s status\` and \`s2s matrix\` work on this lab, too
  docker compose down -v          removes it, with its pre-shared keys
  docker compose -p NAME up -d    another lab beside it

The images are built where they are missing, each by the first service that has it, on S2S_BASE (${BASE_IMAGE}).
No pre-shared key is in this file: the ends of a tunnel share a volume, and the first to come makes the key.`;

/**
 * The text of a Compose file that brings a lab up without Node. Nodes, names and labels are those of `s2s up`; the
 * pre-shared keys are made by the nodes themselves, and those that the lab file gives are left out.
 * @throws {UsageError} if a customer gateway has a certificate: the private CA would have to make the keys of several nodes.
 */
export function renderCompose(lab: Lab, dataplane: DataplaneName): string {
  checkNoCertificates(lab);
  const plan = planLab(lab, dataplane);
  const configs = composeConfigs(plan);
  const services: Service[] = [
    {
      name: FABRIC,
      container: fabricContainer(PROJECT),
      volumes: [],
      configs: [{ name: STATE_CONFIG, path: STATE_PATH }],
    },
    ...plan.nodes.map((node) => ({
      name: node.name,
      container: nodeContainer(PROJECT, node),
      volumes: keyVolumes(plan, node),
      configs: configs.filter((config) => config.nodes.includes(node.name)),
    })),
  ];
  const volumes = new Set(services.flatMap((service) => service.volumes.map(({ name }) => name)));
  const used = services.map(({ container }) => container.image);
  const templates = {
    ...Object.fromEntries(
      IMAGE_TARGETS.filter((target) => used.includes(target)).map((target) => [target, template(target)]),
    ),
    forwarder: FORWARDER,
  };
  const file = {
    name: lab.name,
    ...Object.fromEntries(Object.entries(templates).map(([name, value]) => [`x-${name}`, value])),
    services: Object.fromEntries(
      services.map((service) => {
        const { image } = service.container;
        // If every service built its image, the last would win, and the next `up` make all the others anew.
        const builds = services.find(({ container }) => container.image === image) === service;
        return [service.name, toCompose(service, builds)];
      }),
    ),
    ...optional(
      'volumes',
      Object.fromEntries([...volumes].map((name) => [name, { labels: { [LAB_LABEL]: PROJECT } }])),
    ),
    configs: {
      ...Object.fromEntries(configs.map(({ name, content }) => [name, { content: escape(content) }])),
      [STATE_CONFIG]: { content: renderState(lab, dataplane) },
    },
  };
  return layOut(file, Object.keys(templates), header(lab.name, dataplane));
}

/** Private keys of certificates would have to stand in the file: nothing in a node can make them. */
function checkNoCertificates({ customerGateways }: Lab): void {
  const certified = customerGateways.filter(({ certificateArn }) => certificateArn !== undefined);
  if (certified.length === 0) return;
  throw new UsageError(
    certified.map(({ name }) => ({
      key: `customerGateways.${name}.certificateArn`,
      what: 'has no place in a Compose file',
      rule: 'no secret stands in such a file, and its nodes have no private CA that could make their certificates',
      hint: 's2s up brings this lab up; leave certificateArn out for docker compose: pre-shared keys authenticate then',
    })),
  );
}

interface Service {
  readonly name: string;
  readonly container: ContainerPlan;
  readonly volumes: readonly FilePlace[];
  readonly configs: readonly (FilePlace & { readonly mode?: number })[];
}

/** A volume or config by its name, and where the service has it. */
interface FilePlace {
  readonly name: string;
  readonly path: string;
}

/** What the containers made from one image have in common. */
function template(image: Image): object {
  return { image: imageName(image), pull_policy: 'never', network_mode: 'none', restart: 'no' };
}

function toCompose({ container, volumes, configs }: Service, builds: boolean): object {
  const { image } = container;
  return {
    ...(isOurs(image) ? merge(image) : template(image)),
    ...(builds && isOurs(image) ? { build: build(image) } : {}),
    container_name: container.name,
    hostname: container.hostname,
    labels: container.labels,
    environment: container.environment,
    cap_add: container.capabilities,
    ...(container.hostPids ? { pid: 'host' } : {}),
    ...optional('security_opt', container.securityOptions),
    ...optional('sysctls', sysctls(container)),
    ...optional('devices', container.devices),
    ...(container.cpuShares === DEFAULT_CPU_SHARES ? {} : { cpu_shares: container.cpuShares }),
    ...optional(
      'volumes',
      volumes.map(({ name, path }) => `${name}:${path}`),
    ),
    configs: configs.map(({ name, path, mode }) => ({ source: name, target: path, ...given({ mode }) })),
  };
}

/** Packages come through the host's own network; only building does, no node has one. */
function build(target: ImageTarget): object {
  const args = { BASE: `\${S2S_BASE:-${BASE_IMAGE}}` };
  return { context: './images', target, network: 'host', args };
}

/** A forwarding node's settings name only what it has beyond every forwarder's. */
function sysctls(container: ContainerPlan): object {
  if (!Object.keys(FORWARDER).every((name) => name in container.sysctls)) return container.sysctls;
  const own = Object.entries(container.sysctls).filter(([name, value]) => FORWARDER[name] !== value);
  return { ...merge('forwarder'), ...Object.fromEntries(own) };
}

/** Puts a template, here called by its anchor, into a map. */
const merge = (anchor: string): object => ({ '<<': new Alias(anchor) });

/** An object with that one key, or an empty one if there is nothing in the value. */
function optional(key: string, value: object): object {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

/** What `s2s` reads to know the lab, as `s2s up` writes it, but without any pre-shared key. */
function renderState(lab: Lab, dataplane: DataplaneName): string {
  const state: LabState = {
    version: STATE_VERSION,
    lab: { ...(JSON.parse(escape(JSON.stringify(withoutKeys(lab)))) as Lab), name: PROJECT },
    dataplane,
    keys: {},
  };
  return `${JSON.stringify(state, null, 2)}\n`;
}

/** Compose takes `$` for the beginning of a variable. */
const escape = (text: string): string => text.replaceAll('$', () => '$$');
