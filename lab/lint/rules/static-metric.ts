import type { Found, LintRule } from '../finding.ts';
import { hasUpdown, speaksBgp } from '../linted-router.ts';
import type { LintedRouter } from '../linted-router.ts';

export const staticMetric: LintRule = {
  name: 'static-metric',
  severity: 'warning',
  why: 'A tunnel interface keeps its routes when its tunnel is dead, so the route of the lower metric goes on taking everything, and nothing fails over.',
  source: 'AWS Site-to-Site VPN user guide, Routing options; strongSwan documentation, Route-based VPN',
  check,
};

const HINT =
  'let the routes go with the CHILD_SA (leftupdown=/etc/ipsec.d/aws-updown.sh …), speak BGP, or have a monitor that pings through each tunnel';

function check(router: LintedRouter): Found[] {
  const { routes, devices, conns } = router;
  if (speaksBgp(router) || (conns.length > 0 && conns.every(hasUpdown))) return [];
  const tunnels = new Set(devices.map(({ name }) => name));
  const into = routes.filter((route) => route.devices.some((device) => tunnels.has(device)));
  const places = into.flatMap(({ destination, file, line }) => {
    const same = into.filter((other) => other.destination === destination && other.file === file);
    const used = new Set(same.flatMap((each) => each.devices));
    return used.size > 1 && same[0]?.line === line ? [{ destination, file, line, used: [...used] }] : [];
  });
  const [first] = places;
  if (first === undefined) return [];
  const { file, line, used } = first;
  const destinations = places.map(({ destination }) => destination).join(', ');
  const what = `the static routes to ${destinations} stay with ${used.join(' and ')}, whether the tunnels live or not`;
  return [{ file, line, what, hint: HINT }];
}
