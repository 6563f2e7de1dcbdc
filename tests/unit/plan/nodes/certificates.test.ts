import { expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { renderCompose } from '../../../../lab/plan/compose.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { NodePlan } from '../../../../lab/plan/types.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

const ARN = 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
const certified = changedLab((draft) => {
  Object.assign(draft.customerGateways[0]!, { certificateArn: ARN, certificateKeyAlgorithm: 'RSA_2048' });
  Object.assign(draft.customerGateways[0]!.router, { certificate: 'valid' });
});

const OF_THE_LAB = { kind: 'valid', keyAlgorithm: 'RSA_2048', isOwners: false };

const nodeOf = (name: string, lab = certified): NodePlan =>
  planLab(lab, 'kernel').nodes.find((node) => node.name === name)!;
const swanctlConf = (node: NodePlan): string =>
  filesOf(node).find(({ path }) => path.endsWith('/swanctl.conf'))!.content;

it('both ends of a tunnel have certificates for their outside addresses, and ask for the private CA', () => {
  expect(nodeOf('tunnel-1').certificates).toEqual([
    { name: 'tunnel-1', address: '43.200.198.51', ...OF_THE_LAB },
  ]);
  expect(nodeOf('onprem-router').certificates).toEqual([
    { name: 'onprem-router', address: '3.36.6.148', ...OF_THE_LAB },
  ]);
  for (const name of ['tunnel-1', 'onprem-router']) {
    const text = swanctlConf(nodeOf(name));
    expect(text.match(/auth = \w+/g)!.every((line) => line === 'auth = pubkey')).toBe(true);
    expect(text).toContain(`certs = /etc/swanctl/x509/${name}.pem`);
    expect(text).toContain('cacerts = /etc/swanctl/x509ca/private-ca.pem');
  }
});

it('without the ARN of one nobody has a certificate', () => {
  expect(nodeOf('tunnel-1', referenceLab).certificates).toEqual([]);
  expect(swanctlConf(nodeOf('onprem-router', referenceLab))).not.toContain('pubkey');
});

it("a router of its owner's files has one, too, and no Compose file has any", () => {
  const lab = loadLab('tests/fixtures/labs/own-certificates.yaml');
  expect(nodeOf('onprem-router', lab).certificates).toEqual([
    { name: 'onprem-router', address: '3.36.6.148', ...OF_THE_LAB, isOwners: true },
  ]);
  expect(() => renderCompose(lab, 'userspace')).toThrow(
    'customerGateways.onprem.certificateArn: has no place in a Compose file',
  );
});
