import { expect, it } from 'vitest';
import { explain } from '../../lab/probe/explain.ts';
import { readLiveTables } from '../../lab/probe/live-routes.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { parseLab } from '../../lab/topology/parse.ts';
import { TWO_TRANSIT_GATEWAYS, WITHOUT_TRANSIT_GATEWAY } from '../unit/fixtures/gateways.ts';
import { startLab } from './labs.ts';

it('two Transit Gateways carry what their routes name them for, and nothing else', async () => {
  await using lab = await startLab({
    ...parseLab(TWO_TRANSIT_GATEWAYS, 'lab.yaml'),
    name: 'it-two-gateways',
  });
  expect(await matrix(lab)).toMatchObject({ verdict: 'passed' });
  const tables = await readLiveTables(lab);
  expect(tables.map(({ transitGateway, name, routes }) => [transitGateway, name, routes.length])).toEqual([
    ['tgw-east', 'main', 2],
    ['tgw-west', 'main', 3],
  ]);
  const { hops } = await explain(lab, 'host-a', 'server');
  expect(hops.map(({ node }) => node)).toEqual(expect.arrayContaining(['vpc-a', 'tgw-west', 'tunnel-1']));
  expect(hops.map(({ node }) => node)).not.toContain('tgw-east');
  const refused = await explain(lab, 'host-b', 'server');
  expect(refused.hops.at(-1)).toMatchObject({ node: 'vpc-b' });
});

it('a lab without a Transit Gateway has its tunnels up, which lead nowhere', async () => {
  await using lab = await startLab({
    ...parseLab(WITHOUT_TRANSIT_GATEWAY, 'lab.yaml'),
    name: 'it-no-gateway',
  });
  expect(await matrix(lab)).toMatchObject({ verdict: 'passed' });
  expect(await readLiveTables(lab)).toEqual([]);
  const { hops } = await explain(lab, 'server', 'host-a');
  expect(hops.at(-1)).toMatchObject({ node: 'tunnel-1', verdict: 'wrong' });
});
