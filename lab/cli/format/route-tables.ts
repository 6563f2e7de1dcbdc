import type { Colours } from './colours.ts';
import type { RouteTableView } from '../../view/route-tables.ts';
import type { LiveRoute, LiveTable } from '../../probe/live-routes.ts';
import type { RouteState } from '../../probe/shown-routes.ts';
import { section, table } from './table.ts';

/** The Transit Gateway's route tables as they are configured. */
export function formatRouteTables(tables: readonly RouteTableView[], c: Colours): string {
  const head = ['TABLE', 'ASSOCIATIONS', 'DESTINATION', 'TYPE', 'STATE', 'TARGET'];
  const nameOf = namesOf(tables);
  const rows = tables.flatMap((view) =>
    rowsOf(
      { ...view, name: nameOf(view) },
      view.routes.map(({ destinationCidrBlock, type, state, attachment, resource }) => [
        destinationCidrBlock,
        type,
        state === 'active' ? c.green(state) : c.yellow(state),
        attachment === null ? '-' : `${attachment} (${resource ?? ''})`,
      ]),
    ),
  );
  return section('Transit Gateway route tables', table(head, rows, c), c);
}

/** The Transit Gateway's route tables as its kernel has them; null where it does not run. */
export function formatLiveTables(tables: readonly LiveTable[] | null, c: Colours): string {
  const title = 'Transit Gateway route tables, live';
  if (tables === null) return section(title, c.red('  the Transit Gateway does not run'), c);
  const nameOf = namesOf(tables);
  const rows = tables.flatMap((view) =>
    rowsOf(
      { ...view, name: nameOf(view) },
      view.routes.map((route) => [route.destinationCidrBlock, targetOf(route), stateText(route.state, c)]),
    ),
  );
  return section(title, table(['TABLE', 'ASSOCIATIONS', 'DESTINATION', 'TARGET', 'STATE'], rows, c), c);
}

/** Where several Transit Gateways have tables, each is called by its gateway too. */
function namesOf(tables: readonly TableName[]): (table: TableName) => string {
  const several = new Set(tables.map(({ transitGateway }) => transitGateway)).size > 1;
  return ({ transitGateway, name }) => (several ? `${transitGateway}/${name}` : name);
}

type TableName = Pick<LiveTable, 'transitGateway' | 'name'>;

/** A table's name and associations stand in its first row only. */
function rowsOf(
  { name, associations }: Pick<LiveTable, 'name' | 'associations'>,
  routes: readonly (readonly string[])[],
): string[][] {
  const first = [name, associations.join(', ') || 'none'];
  if (routes.length === 0) return [[...first, 'no routes']];
  return routes.map((route, index) => [...(index === 0 ? first : ['', '']), ...route]);
}

function targetOf({ attachment, nextNode }: LiveRoute): string {
  return attachment === null ? '-' : `${attachment} (${nextNode ?? ''})`;
}

/** Whether a route carries packets, in its colour. */
export function stateText(state: RouteState, c: Colours): string {
  switch (state) {
    case 'in use':
      return c.green(state);
    case 'standby':
      return state;
    case 'link down':
    case 'missing':
      return c.red(`${state}, not in use`);
    case 'blackhole':
      return c.yellow(state);
  }
}
