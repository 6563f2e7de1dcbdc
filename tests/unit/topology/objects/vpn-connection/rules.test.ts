import { expect, it } from 'vitest';
import { LabFileError } from '../../../../../lab/errors.ts';
import { FILES, loadLab } from '../../../../../lab/topology/load.ts';
import { parseLab } from '../../../../../lab/topology/parse.ts';

/** The problems of a second site's connection whose first tunnel has the inside CIDR of the first site's. */
function problems(base: string, connection: string, tunnel: string): readonly string[] {
  const [first] = loadLab(base).vpnConnections;
  const { tunnelInsideCidr } = first!.tunnels[0];
  const text = `extends: ./${base}
name: shared
vpnConnections: { ${connection}: { tunnels: { ${tunnel}: { tunnelInsideCidr: ${tunnelInsideCidr} } } } }
`;
  try {
    parseLab(text, 'shared.yaml', FILES);
    return [];
  } catch (error) {
    if (!(error instanceof LabFileError)) throw error;
    return error.problems.map(({ key, what }) => `${key}: ${what}`);
  }
}

it('takes one inside CIDR for tunnels of two sites at a Transit Gateway, as AWS does', () => {
  expect(problems('tests/fixtures/labs/two-sites.yaml', 'vpn-2', 'branch-tunnel-1')).toEqual([]);
});

it('refuses it where both end at one virtual private gateway', () => {
  expect(problems('scenarios/gateways/cloudhub/lab.yaml', 'branch-vpn', 'branch-1')).toEqual([
    expect.stringMatching(/^vpnConnections\.branch-vpn\.tunnels\.branch-1\.tunnelInsideCidr: overlaps /),
  ]);
});
