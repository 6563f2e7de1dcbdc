import type { Command } from 'commander';
import { parse } from 'yaml';
import { chooseDataplane } from '../engine/dataplane.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import { connect } from '../engine/connect.ts';
import { ensureImages } from '../engine/images.ts';
import { UsageError } from '../errors.ts';
import { renderCompose } from '../plan/compose.ts';
import { imagesOf } from '../plan/images.ts';
import { planLab } from '../plan/plan.ts';
import { DOWNLOADS } from '../render/downloads.ts';
import type { DataplaneName } from '../plan/types.ts';
import { loadLab } from '../topology/load.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Lab } from '../topology/types.ts';
import { formatJson } from './format/json.ts';
import { labFileArgument, resolveLabFile } from './lab-file.ts';
import { writeOutput } from './output-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { parseDataplane } from './options.ts';
import { say } from './output.ts';
import { routerOption } from './router-option.ts';
import type { RouterFlag } from './router-option.ts';
import { showProgress } from './progress.ts';

/** What can be rendered. */
const FORMS: Readonly<Record<string, (lab: Lab, dataplane: DataplaneName) => string>> = {
  compose: renderCompose,
  json: (lab) => formatJson(lab),
  plan: (lab, dataplane) => formatJson(planLab(lab, dataplane)),
  ...DOWNLOADS,
};

interface RenderFlags extends RouterFlag {
  readonly dataplane: DataplaneChoice;
  readonly output?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<form>', Object.keys(FORMS).join(', '))
    .addArgument(labFileArgument())
    .addOption(routerOption())
    .option(
      '--dataplane <plane>',
      'kernel, userspace, or auto for what this engine can do; userspace runs on every engine',
      parseDataplane,
      'userspace',
    )
    .option('-o, --output <file>', 'write to a file, not to standard output')
    .option('--json', 'the Compose file as JSON, which is YAML, too; the others are JSON anyway')
    .action(render);
}

async function render(
  form: string,
  labFile: string,
  { dataplane, output, router, json = false }: RenderFlags,
): Promise<void> {
  const rendered = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
  if (rendered === undefined) {
    const hint = nearestNameHint(form, Object.keys(FORMS));
    throw new UsageError({ what: 'there is no such form', value: form, hint });
  }
  const lab = loadLab(resolveLabFile(labFile), { routers: router });
  const yamlOrJson = rendered(lab, dataplane === 'auto' ? await enginesChoice(lab) : dataplane);
  if (json && form !== 'describe' && Object.hasOwn(DOWNLOADS, form)) {
    const hint = 'leave --json out';
    throw new UsageError({ key: '--json', value: form, what: 'this form is no JSON', hint });
  }
  if (yamlOrJson === '')
    throw new UsageError({
      key: form,
      what: `has nothing of lab ${lab.name}`,
      hint:
        form === 'frr' || form === 'bird'
          ? 'it is of routers that speak BGP: staticRoutesOnly: false at a VPN connection'
          : 'it is of VPN connections, and of routers that the lab configures',
    });
  const text = json ? formatJson(parse(yamlOrJson, { merge: true }) as object) : yamlOrJson;
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeOutput(output, text);
  say(`${form} of lab ${lab.name} written to ${output}`);
}

async function enginesChoice(lab: Lab): Promise<DataplaneName> {
  using progress = showProgress();
  const runtime = await connect();
  await ensureImages(runtime, progress.report, imagesOf([lab]));
  return chooseDataplane(runtime, 'auto', lab);
}

const MANUAL: Manual = {
  description: [
    'Pre-shared keys that the lab file gives are left out.',
    "describe is AWS's side as aws ec2 describe-* prints it; xml and text are what AWS gives to download for each VPN connection; strongswan, strongswan-updown, libreswan, swanctl, frr and bird are configurations of each router, with AWS's timers in place of compressed ones. s2s import reads them again.",
  ],
  examples: [
    ['s2s render compose -o docker-compose.yml'],
    ['s2s render json --router ./my-router', 'the lab that --router makes'],
    ['s2s render xml lab.yaml -o vpn.xml', 'CustomerGatewayConfiguration'],
    ['s2s render swanctl lab.yaml', "the router's swanctl.conf"],
    ["s2s render plan | jq '.nodes[].name'"],
  ],
  seeAlso: ['s2s validate', 's2s up'],
};
