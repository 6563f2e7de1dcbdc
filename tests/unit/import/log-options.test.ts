import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { importFiles } from '../../../lab/import/import-files.ts';
import { renderDescribe } from '../../../lab/render/describe.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-log-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ARN = 'arn:aws:logs:eu-west-1:123456789012:log-group:vpn';
const EXPECTED = {
  cloudWatchLogOptions: { logEnabled: true, logGroupArn: ARN, logOutputFormat: 'text', bgpLogEnabled: true },
};

/** Log options of each tunnel of a file's text, once it is imported. */
function imported(name: string, text: string): unknown[] {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { lab } = importFiles([file], 'logs');
  const [vpn] = lab.vpnConnections;
  return vpn!.tunnels.map(({ options }) => options.logOptions);
}

const plan = readFileSync('tests/fixtures/import/terraform/plan.json', 'utf8');
const template = readFileSync('tests/fixtures/import/cloudformation/vgw.yaml', 'utf8');

/** As provider aws has it: what is not written is null, or an empty text. */
const PLANNED = JSON.stringify([
  {
    cloudwatch_log_options: [
      {
        log_enabled: true,
        log_group_arn: ARN,
        log_output_format: 'text',
        bgp_log_enabled: true,
        bgp_log_group_arn: null,
        bgp_log_output_format: null,
      },
    ],
  },
]);

it.each([
  [
    'a plan of Terraform',
    'plan.json',
    plan.replace('"static_routes_only":true', `"static_routes_only":true,"tunnel1_log_options":${PLANNED}`),
  ],
  [
    'a template of CloudFormation',
    'template.yaml',
    template.replace(
      'IKEVersions: [{ Value: ikev2 }]',
      `$&
          LogOptions:
            CloudwatchLogOptions: { LogEnabled: true, LogGroupArn: '${ARN}', LogOutputFormat: text, BgpLogEnabled: true }`,
    ),
  ],
])('%s brings the log options of its tunnels', (_, name, text) => {
  expect(imported(name, text)).toEqual([EXPECTED, undefined]);
});

it('describe-vpn-connections brings them, too, and renders them; logs that are off are as if nothing was said', () => {
  const file = join(folder, 'describe.json');
  writeFileSync(file, plan.replace('"static_routes_only":true', `$&,"tunnel1_log_options":${PLANNED}`));
  const described = renderDescribe(importFiles([file], 'logs').lab);
  expect(described).toContain('"BgpLogEnabled": true');
  expect(imported('again.json', described)).toEqual([EXPECTED, undefined]);
  const off = described.replace('"LogEnabled": true', '"LogEnabled": false');
  expect(imported('off.json', off.replace('"BgpLogEnabled": true', '"BgpLogEnabled": false'))).toEqual([
    undefined,
    undefined,
  ]);
});
