import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Lab } from '../../types.ts';

const GUIDE = 'AWS VPC user guide, Managed prefix lists';

/** Prefix lists with no more entries than they may have, and none twice; routes and rules name lists that the lab has. */
export function checkPrefixLists({ prefixLists, vpcs }: Lab, report: Report): void {
  for (const { name, maxEntries, entries } of prefixLists) {
    const at: KeyPath = ['prefixLists', name, 'entries'];
    checkUnique(
      report,
      entries.map((value, index) => ({ path: [...at, index], value })),
      `a prefix list has an entry once (${GUIDE})`,
    );
    if (entries.length > maxEntries)
      report(at, {
        what: `has ${entries.length} entries, and maxEntries is ${maxEntries}`,
        rule: `a prefix list has no more entries than its maximum, which counts for the quotas of what names it (${GUIDE})`,
        hint: `write maxEntries: ${entries.length}`,
        atKey: true,
        dependsOn: [['prefixLists', name, 'maxEntries']],
      });
  }
  const known = {
    kind: 'prefix list',
    names: prefixLists.map(({ name }) => name),
    maps: [['prefixLists']],
  };
  for (const { name: vpc, routeTables, securityGroups } of vpcs) {
    for (const { name: table, routes } of routeTables) {
      routes.forEach(({ destinationPrefixListId: list }, index) => {
        const at = ['vpcs', vpc, 'routeTables', table, 'routes', index, 'destinationPrefixListId'];
        if (list !== undefined) checkReference(report, at, list, known);
      });
    }
    for (const group of securityGroups) {
      for (const direction of ['ingress', 'egress'] as const) {
        group[direction].forEach(({ prefixListId: list }, index) => {
          const at = ['vpcs', vpc, 'securityGroups', group.name, direction, index, 'prefixListId'];
          if (list !== undefined) checkReference(report, at, list, known);
        });
      }
    }
  }
}
