import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predict } from '../../../lab/aws/reachability.ts';
import { ICMP_ECHO, tcpTo } from '../../../lab/aws/flow.ts';
import { importFiles } from '../../../lab/import/import-files.ts';

const FOLDER = 'tests/fixtures/import/describe';
const files = readdirSync(FOLDER).map((file) => join(FOLDER, file));
const imported = importFiles([FOLDER], 'described');

/** What `aws ec2 describe-*` printed for two VPCs, a Transit Gateway and a VPN connection, and what has no counterpart. */
describe('an imported network', () => {
  it('is a lab file, with what is left out or filled in at its top', async () => {
    await expect(imported.textWithoutKeys()).toMatchFileSnapshot(
      '../../fixtures/import/describe-network.yaml',
    );
  });

  it('is the same in whichever order its files come, or all in one', () => {
    const one = imported.lab;
    expect(
      importFiles(files.toReversed(), 'described')
        .lab.vpcs.map(({ name }) => name)
        .toSorted(),
    ).toEqual(one.vpcs.map(({ name }) => name).toSorted());
    expect(sorted(importFiles(files.toReversed(), 'described').lab)).toEqual(sorted(one));
  });

  it.each([
    ['web-1', 'seoul-host', 'reaches'],
    ['seoul-host', 'web-1', 'reaches'],
    ['seoul-host', 'dev-1', 'reaches'],
    ['seoul-host', 'orders-db', 'ENI_SG_RULES_MISMATCH'],
    ['web-1', 'dev-1', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ['dev-1', 'web-1', 'NO_ROUTE_TO_DESTINATION'],
  ])('has the model answer: %s to %s %s', (from, to, expected) => {
    const predicted = predict(imported.lab, from, to, ICMP_ECHO);
    expect(predicted.reachable ? 'reaches' : predicted.reason).toBe(expected);
  });

  it('has its network ACL denied what it denies', () => {
    expect(predict(imported.lab, 'seoul-host', 'web-1', tcpTo(22)).reachable).toBe(false);
    expect(predict(imported.lab, 'seoul-host', 'web-1', tcpTo(443)).reachable).toBe(true);
  });

  it('has pre-shared keys in what only its owner reads, and nowhere else', () => {
    const keys = readFileSync(join(FOLDER, 'vpn-connections.json'), 'utf8').match(
      /fixture\.key\.number\.\d/g,
    )!;
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(imported.text()).toContain(key);
      expect(imported.textWithoutKeys() + JSON.stringify(imported.notes)).not.toContain(key);
    }
  });
});

/** Files decide the order of objects, which means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, sorted(each)] as const)
      .toSorted(),
  );
}
const text = (value: unknown): string => JSON.stringify(value);

it('a network of several regions is in the zones of one', () => {
  const folder = mkdtempSync(join(tmpdir(), 's2s-regions-'));
  try {
    for (const [index, region] of ['eu-west-1', 'us-east-2'].entries()) {
      mkdirSync(join(folder, region));
      const VpcId = `vpc-${index}`;
      const Subnets = [
        {
          SubnetId: `subnet-${index}`,
          VpcId,
          CidrBlock: `10.${index}.0.0/24`,
          AvailabilityZone: `${region}b`,
        },
      ];
      writeFileSync(
        join(folder, region, 'Vpcs.json'),
        JSON.stringify({ Vpcs: [{ VpcId, CidrBlock: `10.${index}.0.0/16` }] }),
      );
      writeFileSync(join(folder, region, 'Subnets.json'), JSON.stringify({ Subnets }));
    }
    const { lab, notes } = importFiles([folder], 'regions');
    const zones = lab.vpcs.flatMap(({ subnets }) => subnets.map(({ availabilityZone }) => availabilityZone));
    expect(zones).toEqual(['eu-west-1b', 'eu-west-1b']);
    expect(notes.map(({ key, what }) => `${key} ${what}`)).toContain(
      'subnet-1 is in us-east-2: the lab is in one region, eu-west-1, and has the zones of it',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
