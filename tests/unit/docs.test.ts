import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CAUSES } from '../../lab/causes/catalogue.ts';
import type { Cause } from '../../lab/causes/cause.ts';
import { AWS_CODES, LAB_CODES } from '../../lab/causes/codes.ts';
import { flagName } from '../../lab/view/faults.ts';
import { buildProgram } from '../../lab/cli/program.ts';
import { VERBS } from '../../lab/cli/verbs.ts';
import { FAULTS, kindOf } from '../../lab/faults/catalogue.ts';
import type { FaultName } from '../../lab/faults/catalogue.ts';
import { listParameters } from '../../lab/faults/parameter-list.ts';
import { findScenarios } from '../../lab/scenario/find.ts';
import type { FoundScenario } from '../../lab/scenario/find.ts';
import { labOf } from '../../lab/scenario/run.ts';
import { SCENARIOS_FOLDER, themes } from '../../lab/scenario/themes.ts';
import { packageFile } from '../../lab/package-file.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { LAB_FILE_JSON_SCHEMA } from '../../lab/topology/json-schema.ts';
import { formatted } from './formatted.ts';
import { keyTables, valuesByPlace } from './key-tables.ts';

const verbs = Object.keys(VERBS);
/** Loaded while this file is, since that loads nearly all of the lab: time that no test's budget is for. */
const program = await buildProgram(verbs);

/** Pages made from the source: `npx vitest run --project unit tests/unit/docs.test.ts -u` writes them anew. */
async function expectPage(path: string, markdown: string): Promise<void> {
  const file = join(import.meta.dirname, '../..', path);
  const text = await formatted(file, markdown);
  await expect(text).toMatchFileSnapshot(file);
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

it('scenarios/README.md lists every scenario and what it proves', async () => {
  const row = (each: FoundScenario): string[] => {
    const needs = labOf(each, {}).links.length > 0 ? " (needs netem in the engine's kernel)" : '';
    const readme = relative(SCENARIOS_FOLDER, join(each.folder, 'README.md'));
    return [`[${each.name}](${readme})`, each.title, each.proves + needs, each.source ?? ''];
  };
  const sections = await Promise.all(
    themes().map(async ({ title, scenarios }) => {
      const rows = (await findScenarios(scenarios.map(({ name }) => name))).map(row);
      return `## ${title}\n\n${table(['scenario', 'title', 'what it proves', 'the AWS rule stands in'], rows)}\n`;
    }),
  );
  await expectPage(
    'scenarios/README.md',
    `# Scenarios

The scenarios stand here by theme, in the order to learn them by (\`themes.yaml\`). Each is a folder: \`README.md\` (the
goal, and how to do it by hand), \`lab.yaml\` (what differs from the reference lab) and \`scenario.ts\` (steps and checks).
\`s2s run NAME\` runs one, \`s2s run --all --parallel 3\` every one, and \`s2s run NAME --control\` one without its cause,
which has to fail. The block "By hand" of a README can be pasted under any lab name; a comment in it says what its command
does: \`answered\`, \`lost\`, or the words that it shows.

${sections.join('\n')}`,
  );
});

it('docs/faults.md lists every fault with its parameters', async () => {
  const rows = (Object.keys(FAULTS) as FaultName[]).map((name) => {
    const { summary, parameters } = kindOf(name);
    const words = listParameters(parameters).map((parameter) =>
      parameter.default === null
        ? `<${flagName(parameter.name)}>`
        : `[--${flagName(parameter.name)} ${parameter.default}]`,
    );
    return [`\`s2s fault ${[name, ...words].join(' ')}\``, summary];
  });
  await expectPage(
    'docs/faults.md',
    `# Faults

\`s2s fault KIND …\` injects one into a running lab, \`s2s fault list\` shows what a lab has, \`s2s fault undo\` takes back the
newest (\`--all\`: every one), and \`s2s up\` undoes and repairs whatever there is. In tests and scenarios:
\`injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' })\`. \`s2s fault KIND --help\` explains the parameters; values in
brackets are the defaults.

${table(['command', 'what it does'], rows)}

\`strict-rp-filter\` needs a router with VTIs (\`tunnelInterface: vti\`) on the kernel data plane, and says so otherwise:
Linux does not filter the reverse path of what has come out of an XFRM interface.
`,
  );
});

/** A value as a lab file has it, in a line; none for maps and lists of them, whose keys have their own. */
function example(key: string, value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'object' || value === undefined) return '';
  return `\`${stringify(
    { [key]: value },
    { flowCollectionPadding: false, collectionStyle: 'flow', lineWidth: 0 },
  )
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')}\``;
}

const KEYS = LAB_FILE_JSON_SCHEMA.$defs.whole;
const EVERY_KEY = ['lab.yaml', 'two-gateways.yaml', 'ipv6.yaml'].map((file) =>
  packageFile(`docs/every-key/${file}`),
);

/** The first value of each key in the lab files that have every key. */
const values = new Map(
  EVERY_KEY.flatMap((file) => valuesByPlace(KEYS, parse(readFileSync(file, 'utf8')))).reverse(),
);

it('docs/every-key/ has valid lab files that have, taken together, every key', () => {
  for (const file of EVERY_KEY) loadLab(file);
  const places = keyTables(KEYS).flatMap(({ keys }) => keys.map(({ place }) => place));
  expect(places.filter((place) => !values.has(place))).toEqual([]);
});

it('docs/lab-file.md lists every key of a lab file', async () => {
  const tables = keyTables(KEYS).map(({ place, keys }) => {
    const rows = keys.map(({ key, isRequired, place: at, value, description, source }) => [
      isRequired ? `**\`${key}\`**` : `\`${key}\``,
      value,
      source === '' ? description : `${description} (${source})`,
      example(key, values.get(at)),
    ]);
    return `## ${place}\n\n${table(['key', 'value', 'what it is', 'example'], rows)}\n`;
  });
  await expectPage(
    'docs/lab-file.md',
    `# Keys of a lab file

A lab file is YAML; its nouns and options are the EC2 API's. NAME stands for a name of yours, \`[]\` for each entry of a
list. **Bold** keys must be there, but in a file with \`extends\`, which leaves to its base whatever it does not say. In
brackets stands the AWS document that has the rule. The examples are those of [lab files that
have every key](every-key/lab.yaml); \`s2s init\` writes a short one to start from, \`s2s validate\` checks one, and editors check and
complete it by [lab.schema.json](../lab.schema.json).

${tables.join('\n')}`,
  );
});

it('docs/cli.md has the help of every verb', async () => {
  const page = (name: string, help: string): string => `## ${name}\n\n\`\`\`text\n${help}\`\`\`\n`;
  const pages = verbs.map((verb) => {
    const command = program.commands.find((each) => each.name() === verb)!;
    return page(`s2s ${verb}`, command.helpInformation());
  });
  await expectPage(
    'docs/cli.md',
    `# The command line

\`s2s help VERB\` prints each of these pages; \`s2s help fault KIND\` that of a fault, of which
[faults.md](faults.md) has the list.

${[page('s2s', program.helpInformation()), ...pages].join('\n')}`,
  );
});

it('docs/causes.md lists every cause with its cure', async () => {
  const fact = (text: string): string => text.replaceAll(/\{(\w+)\}/g, '*$1*');
  const causes: Cause[] = Object.values(CAUSES);
  const codes = (all: readonly string[]): string =>
    all
      .map((code) => {
        const rows = causes
          .filter((cause) => cause.code === code)
          .map(({ text, cure, source }) => [fact(text), fact(cure), source]);
        return `### ${code}\n\n${table(['what is wrong', 'what cures it', 'the rule stands in'], rows)}\n`;
      })
      .join('\n');
  await expectPage(
    'docs/causes.md',
    `# Causes

\`s2s explain FROM TO\` names one of these where a packet is not answered, the lab's own prediction does so for what the
lab file forbids, and \`s2s validate\` for a tunnel whose ends cannot agree. Words in *italics* stand for what was found.

## Codes of AWS

Those of VPC Reachability Analyzer, and CYCLIC_PATH_DETECTED of Route Analyzer.

${codes(AWS_CODES)}
## Codes of the lab

AWS analyses nothing beyond its own edge, and no tunnels.

${codes(LAB_CODES)}`,
  );
});
