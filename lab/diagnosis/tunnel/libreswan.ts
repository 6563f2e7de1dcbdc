import { because } from '../../causes/catalogue.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { daemonStart } from '../../topology/router-config/daemon-start.ts';
import type { Router } from '../../topology/types.ts';
import type { Finding } from '../hop.ts';
import type { Scene } from '../scene.ts';
import { tellsOfSas } from './ike-side.ts';

/** libreswan on a data plane whose kernel does no ESP; null on the other one, and of strongSwan. */
export function libreswanWithoutKernel(
  { observation }: Pick<Scene, 'observation'>,
  router: Router,
  evidence: string,
): Finding | null {
  if (tellsOfSas(router) || observation.dataplane === 'kernel') return null;
  const { name: node } = router;
  return { node, ...because('libreswanWithoutKernel', { node }), evidence };
}

/** libreswan does not run at a router whose script does not start it; null if it does. */
export function libreswanNotStarted({ name: node, own }: Router, evidence: string): Finding | null {
  const script = own?.script ?? null;
  if (script === null) return null;
  const { isStarted, enabled } = daemonStart(script.text);
  if (isStarted) return null;
  const at = enabled === null ? '' : `line ${enabled.line} of ${script.name}`;
  return {
    node,
    ...because('libreswanNotStarted', {
      node,
      why:
        enabled === null
          ? `nothing in ${script.name} starts it`
          : `${at} (${enabled.text}) has it started at the next boot, and nothing starts it before`,
      forGood:
        enabled === null
          ? 'for good, systemctl enable ipsec as well'
          : `for good, write systemctl enable --now ipsec in ${at}`,
    }),
    evidence,
    repair: { node, command: 'systemctl start ipsec' },
  };
}

const STARTS = /\bStarting Pluto /;
const REFUSED = /"([^"]+)": failed to add connection: (.*)$/;

const IN_USE = /"([^"]+)" #\d+: cannot install kernel policy .*; in use by established Child SA "([^"]+)"/;

/** Whether a line of a log tells what libreswan has not loaded or not installed, or when it began. */
export const isRefusedByLibreswan = (line: string): boolean =>
  [STARTS, REFUSED, IN_USE].some((pattern) => pattern.test(line));

/** libreswan has not taken what is configured for a tunnel, since it was started; null if it has, and of strongSwan. */
export function libreswanRefuses(
  { observation }: Scene,
  { customerGateway: { router }, connection, tunnel }: ConfiguredTunnel,
  evidence: string,
): Finding | null {
  if (tellsOfSas(router)) return null;
  const since = saidSinceStart(observation.nodes[router.name]?.ikeLog ?? []);
  const said = since.flatMap((line) => {
    const [, name, message] = REFUSED.exec(line) ?? [];
    return name === connection.name && message !== undefined ? [message.trim()] : [];
  });
  const message = said.at(-1);
  if (message === undefined) return null;
  const { how, edit } = mending(message);
  const load = `ipsec auto --replace ${connection.name}; ipsec auto --up ${connection.name}`;
  return {
    node: router.name,
    ...because('libreswanRefuses', {
      router: router.name,
      tunnel: tunnel.name,
      connection: connection.name,
      ...{ message, how },
    }),
    evidence: `log of ${router.name}: "${connection.name}": failed to add connection: ${message}; ${evidence}`,
    ...(edit === null ? {} : { repair: { node: router.name, command: `${edit}; ${load}` } }),
  };
}

/** libreswan has loaded a tunnel's connection, and not installed its policies, which another one has; null if it has. */
export function libreswanPolicyInUse(
  { observation }: Scene,
  { customerGateway: { router }, connection }: ConfiguredTunnel,
  evidence: string,
): Finding | null {
  if (tellsOfSas(router)) return null;
  const line = saidSinceStart(observation.nodes[router.name]?.ikeLog ?? []).findLast(
    (each) => IN_USE.exec(each)?.[1] === connection.name,
  );
  const [said = '', , otherConnection = ''] = IN_USE.exec(line ?? '') ?? [];
  if (line === undefined) return null;
  // Without an interface for each, Linux would have one policy of them, whatever libreswan installs.
  const hasInterface = connection.interface !== null || connection.mark !== 0;
  const conns = `\\(${connection.name}\\|${otherConnection}\\)`;
  const command = `sed -i '/^conn ${conns}[[:space:]]*$/a\\\toverlapip=yes' /etc/ipsec.conf; systemctl restart ipsec`;
  return {
    node: router.name,
    ...because('libreswanPolicyInUse', {
      router: router.name,
      connection: connection.name,
      otherConnection,
      how: hasInterface
        ? 'write overlapip=yes into both'
        : `set auto=add for ${connection.name}, as a spare, or give each a tunnel interface (ipsec-interface=1, ipsec-interface=2) and overlapip=yes`,
    }),
    evidence: `log of ${router.name}: ${said}; ${evidence}`,
    ...(hasInterface ? { repair: { node: router.name, command } } : {}),
  };
}

/** What a log has since libreswan was started last. */
function saidSinceStart(log: readonly string[]): readonly string[] {
  return log.slice(log.findLastIndex((line) => STARTS.test(line)) + 1);
}

/** What to write in place of what libreswan does not take, and the command that does; null where only the owner knows. */
function mending(message: string): { readonly how: string; readonly edit: string | null } {
  const [, group] = /DH algorithm '([\w]+)' is not supported/.exec(message) ?? [];
  if (group !== undefined) {
    return {
      how: `write modp2048, which AWS takes, in place of ${group} in ike= and phase2alg=`,
      edit: `sed -i 's/\\b${group}\\b/modp2048/g' /etc/ipsec.conf`,
    };
  }
  if (/ikev1-policy.* does not allow IKEv1/.test(message)) {
    return {
      how: 'let it speak IKEv2 (without ikev2=never and keyexchange=ikev1), or write ikev1-policy=accept into config setup',
      edit: `sed -i '/^[[:space:]]*\\(ikev2\\|keyexchange\\)=/d' /etc/ipsec.conf`,
    };
  }
  return { how: 'mend what it says', edit: null };
}
