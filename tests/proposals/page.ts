import type { IkeVersion } from '../../lab/topology/types.ts';
import { COMBINATIONS } from './combinations.ts';
import type { Combination } from './combinations.ts';
import { keyOf } from './record.ts';
import { TRIALS } from './trials.ts';
import type { Endpoint, Trial } from './trials.ts';

type Record = ReadonlyMap<string, string>;

/** docs/proposals.md, made from what was negotiated. */
export function proposalsPage(record: Record): string {
  const count = (isSo: (trial: Trial) => boolean): number => TRIALS.filter(isSo).length;
  const isTaken = (trial: Trial): boolean => record.get(keyOf(trial))?.includes('-') === true;
  const taken = count(isTaken);
  return `# Proposals

Will AWS take what your device offers, and what does it settle on? \`s2s proposals\` says:

\`\`\`text
$ s2s proposals --key-exchange ikev2 --ike "aes256-sha256-modp2048, aes128-sha1-modp1024" --esp aes256gcm16-modp2048
Tunnel1 with tunnel-1, IKEv2
           offered                                       AWS
  phase 1  aes256-sha256-modp2048, aes128-sha1-modp1024  takes AES128, SHA1, DH group 2
  phase 2  aes256gcm16-modp2048                          takes AES256-GCM-16, DH group 14
…
\`\`\`

AWS's end settles on the lowest that both have, whatever the order of the device (AWS S2S VPN user guide, Tunnel options). AWS
does not say in which order it weighs the kinds: here encryption comes first, then integrity, then DH group.

## What was negotiated

Nothing on this page is by the book: \`make proposals\` negotiated every combination that AWS documents, ${COMBINATIONS.filter(({ phase }) => phase === 1).length} of
phase 1 and ${COMBINATIONS.filter(({ phase }) => phase === 2).length} of phase 2, with IKEv1 and with IKEv2, at three endpoints: ${TRIALS.length} negotiations, of which ${taken} were
taken and ${TRIALS.length - taken} refused, each as the model predicts. They follow each other on one running lab, by VICI. Phase 2 is a CHILD_SA with a
key exchange of its own beside its IKE_SA. Every single one stands in \`tests/proposals/negotiated.csv\` of the source; a test
holds this page against it, and another one negotiates a part anew in every run.

- **defaults**: AWS's end has all that AWS has; the device offers this combination alone.
- **restricted**: AWS's end has AES256 and AES256-GCM-16, SHA2-256 to SHA2-512 and groups 14 to 21 only (as RFC 8247 advises); the
  device offers this combination alone.
- **alone**: AWS's end has this combination alone; the device offers all that it can, the strongest first.

In a cell: the DH groups that were taken, and how many of all.

${(['ikev1', 'ikev2'] as const)
  .flatMap((version) => ([1, 2] as const).map((phase) => matrix(record, version, phase)))
  .join('\n\n')}

## What is not there

- AES-GCM in phase 1 with IKEv1: strongSwan has no such proposal, for RFC 5282 defines AEAD for IKEv2 only. AWS's guide lists it
  for phase 1 and says nothing of versions. All other algorithms and groups that AWS documents, strongSwan 6.0.1 of Debian 13 has.
- IKEv1 offers one algorithm of a kind in a proposal, and in phase 2 one group in all its proposals, that of its key exchange: with
  "alone" the device offers its suites with the right group there.
- IKE is the same on both data planes. ESP of user space (strongSwan's libipsec) has AES-CBC and AES-GCM with all four integrity
  algorithms, so nothing is lost there either.
`;
}

const ENDPOINTS: readonly Endpoint[] = ['defaults', 'restricted', 'alone'];

function matrix(record: Record, version: IkeVersion, phase: 1 | 2): string {
  const suites = new Map<string, Combination[]>();
  for (const each of COMBINATIONS.filter((combination) => combination.phase === phase)) {
    const name = [each.encryption, each.integrity].filter((kind) => kind !== null).join(', ');
    suites.set(name, [...(suites.get(name) ?? []), each]);
  }
  const trials = TRIALS.filter((trial) => trial.version === version && trial.phase === phase);
  const rows = [...suites].map(([name, combinations]) => {
    const cells = ENDPOINTS.map((endpoint) => {
      const own = trials.filter((trial) => trial.endpoint === endpoint);
      const places = combinations.map((each) =>
        COMBINATIONS.filter((other) => other.phase === phase).indexOf(each),
      );
      const groups = combinations.filter(
        (_, at) => record.get(keyOf(own[places[at]!]!))?.includes('-') === true,
      );
      return `${ranges(groups.map(({ dhGroup }) => dhGroup))} (${groups.length} of ${combinations.length})`;
    });
    return [name, ...cells];
  });
  const head = [phase === 1 ? 'encryption, integrity or PRF' : 'encryption, integrity', ...ENDPOINTS];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `### Phase ${phase}, IKE${version.slice(3)}\n\n${lines.join('\n')}`;
}

/** Numbers in a few words, e.g. `2, 14-24`. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.length === 0
    ? 'none'
    : runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
