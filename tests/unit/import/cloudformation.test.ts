import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ICMP_ECHO, tcpTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { Functions } from '../../../lab/import/cloudformation/functions.ts';
import { readTemplate } from '../../../lab/import/cloudformation/template.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { cloudFormationReader } from '../../../lab/import/readers/cloudformation.ts';

const FILE = 'tests/fixtures/import/cloudformation/vgw.yaml';

describe('an imported template of CloudFormation', () => {
  const { lab, textWithoutKeys, notes } = importFiles([FILE], 'stack');

  it.each([
    [ICMP_ECHO, true],
    [tcpTo(443), true],
    [tcpTo(22), false],
  ])('has the model answer', (flow, reachable) => {
    expect(predict(lab, 'office-host', 'web', flow).reachable).toBe(reachable);
  });

  it('leaves out what a condition leaves out, and says what has no counterpart', () => {
    expect(lab.vpcs.flatMap(({ instances }) => instances.map(({ name }) => name))).toEqual(['web']);
    expect(notes.find(({ key }) => key === 'VPCEndpoint')?.what).toBe(
      '1 left out: the import has no counterpart',
    );
    expect(textWithoutKeys()).not.toContain('fixture.key');
  });

  it('is the same as JSON, with functions in their long form', () => {
    const { value } = readTemplate(readFileSync(FILE, 'utf8'));
    const json = cloudFormationReader.read([{ file: 'x.json', text: JSON.stringify(value) }]);
    const yaml = cloudFormationReader.read([{ file: FILE, text: readFileSync(FILE, 'utf8') }]);
    const items = (read: typeof json) => JSON.stringify(read.objects);
    expect(items(json)).toBe(items(yaml));
    expect(cloudFormationReader.takes(JSON.stringify(value))).toBe(true);
  });

  it('says where it is no YAML', () => {
    const { problems } = cloudFormationReader.read([{ file: 'x.yaml', text: 'Resources:\n  A: [\n' }]);
    expect(problems).toEqual([
      expect.objectContaining({ file: 'x.yaml', what: 'is not YAML or JSON from here on' }),
    ]);
  });
});

describe('functions of a template', () => {
  const functions = new Functions({
    Parameters: {
      Cidr: { Type: 'String', Default: '10.0.0.0/16' },
      List: { Type: 'List<String>', Default: 'a, b' },
    },
    Mappings: { M: { one: { two: 'found' } } },
    Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Cidr' } } } },
  });

  it.each([
    ['!Ref Cidr', '10.0.0.0/16'],
    ['!Ref List', ['a', 'b']],
    ['!Ref Vpc', 'Vpc'],
    ['!GetAtt Vpc.CidrBlock', '10.0.0.0/16'],
    ['!GetAtt Vpc.DefaultSecurityGroup', 'Vpc.DefaultSecurityGroup'],
    ["!Sub '${Cidr}-${Vpc.CidrBlock}-${!Literal}'", '10.0.0.0/16-10.0.0.0/16-${Literal}'],
    ["!Sub ['${A}!', { A: !Ref Cidr }]", '10.0.0.0/16!'],
    ["!Join ['/', [10.0.0.0, 8]]", '10.0.0.0/8'],
    ["!Select [1, !Split [',', 'x,y']]", 'y'],
    ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
    ['!FindInMap [M, one, two]', 'found'],
    ['!If [No, 1, 2]', 2],
    ['!If [Yes, 1, !Ref AWS::NoValue]', 1],
    ['{ a: !Ref AWS::NoValue, b: 1 }', { b: 1 }],
    ['!ImportValue other', undefined],
  ])('%s', (text, expected) => {
    const { value } = readTemplate(`x: ${text}`);
    expect(functions.value(value.x)).toEqual(expected);
  });
});
