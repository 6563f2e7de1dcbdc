import { expect, it } from 'vitest';
import { readShownRoutes } from '../../../lab/probe/shown-routes.ts';

const END_OF_TABLE = { type: 'blackhole', dst: 'default', metric: 4294967295, flags: [] };

it.each([
  ['a host has a block of one address', { dst: '10.10.0.9', dev: 'vgw' }, '10.10.0.9/32 in use'],
  ['a default route', { dst: 'default', dev: 'vgw' }, '0.0.0.0/0 in use'],
  ['a default route that leads nowhere', { type: 'blackhole', dst: 'default' }, '0.0.0.0/0 blackhole'],
])('%s is read as AWS would show it, and the end of its table is not', (_, route, expected) => {
  const routes = readShownRoutes(JSON.stringify([{ flags: [], ...route }, END_OF_TABLE]));
  expect(routes.map(({ destinationCidrBlock, state }) => `${destinationCidrBlock} ${state}`)).toEqual([
    expected,
  ]);
});
