import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ICMP_ECHO, tcpTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { terraformJsonReader } from '../../../lab/import/readers/terraform-json.ts';

const PLAN = 'tests/fixtures/import/terraform/plan.json';
const text = readFileSync(PLAN, 'utf8');
const read = (plan: string) => terraformJsonReader.read([{ file: 'plan.json', text: plan }]);

/** Two calls of a module for VPCs, a Transit Gateway with two route tables and a VPN connection, nothing of which is there yet. */
describe('an imported plan of Terraform', () => {
  const { lab, textWithoutKeys } = importFiles([PLAN], 'planned');

  it('is a lab file, its objects named by their addresses', async () => {
    await expect(textWithoutKeys()).toMatchFileSnapshot('../../fixtures/import/terraform-plan.yaml');
  });

  it.each([
    ['office-2-host', 'web', ICMP_ECHO, 'reaches'],
    ['office-2-host', 'web', tcpTo(443), 'reaches'],
    ['office-2-host', 'web', tcpTo(22), 'ENI_SG_RULES_MISMATCH'],
    ['office-2-host', 'data-private-1-host', ICMP_ECHO, 'reaches'],
    ['web', 'data-private-0-host', ICMP_ECHO, 'NO_ROUTE_TO_DESTINATION'],
  ])('has the model answer: %s to %s', (from, to, flow, expected) => {
    const predicted = predict(lab, from, to, flow);
    expect(predicted.reachable ? 'reaches' : predicted.reason).toBe(expected);
  });

  it('takes a state, whose ids are known and which has no configuration', () => {
    const { planned_values: planned } = JSON.parse(text) as { planned_values: { root_module: object } };
    const state = {
      format_version: '1.0',
      terraform_version: '1.9.8',
      values: {
        root_module: {
          resources: [
            {
              address: 'aws_vpc.a',
              type: 'aws_vpc',
              name: 'a',
              values: { id: 'vpc-1', cidr_block: '10.1.0.0/16' },
            },
            {
              address: 'aws_subnet.a',
              type: 'aws_subnet',
              name: 'a',
              values: { id: 'subnet-1', vpc_id: 'vpc-1', cidr_block: '10.1.0.0/24' },
            },
          ],
        },
      },
    };
    const [objects] = read(JSON.stringify(state)).objects;
    expect(objects!.Subnets!.map(({ item }) => item)).toMatchObject([
      { SubnetId: 'subnet-1', VpcId: 'vpc-1' },
    ]);
    expect(planned.root_module).toBeDefined();
  });

  it('says with a hint what is no plan', () => {
    expect(read('{"terraform_version": "1.9.8"}').problems).toEqual([
      expect.objectContaining({ hint: 'terraform plan -out plan && terraform show -json plan > plan.json' }),
    ]);
    expect(read('{"planned_values": ').problems).toEqual([
      expect.objectContaining({ line: 1, rule: 'JSON (RFC 8259)' }),
    ]);
  });
});
