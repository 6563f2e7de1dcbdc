import type { ScenarioResult } from './result.ts';

/** What a run has come to when its evidence is saved. */
export type RunSoFar = Omit<ScenarioResult, 'evidence'>;

/** What the README.txt of evidence begins with. */
export const EVIDENCE_TITLE = 'Evidence of scenario';

/** The README.txt of evidence: what failed, when, how to run it again, and what the other files are. */
export function evidenceReadme(run: RunSoFar, savedAt: Date): string {
  const { scenario, control, verdict, title, proves, lab, dataplane, timers, failure, faults, reproduce } =
    run;
  const step = run.steps.filter((each) => each.verdict !== 'passed').at(-1);
  const facts: readonly (readonly [string, string])[] = [
    ['Title', title],
    ['Proves', proves],
    ['Saved', `${savedAt.toISOString()}, ${(run.durationMs / 1000).toFixed(1)} s after it began`],
    ['Lab', `${lab}, data plane ${dataplane}, timers ${timers}`],
    ...(step === undefined ? [] : [['Step', `${step.title} (${step.kind}, ${step.verdict})`] as const]),
    ['Why', failure?.message ?? 'a control run, without the cause, has to fail; this one passed'],
    ...faults.map(({ text }) => ['Fault', text] as const),
    ['Again', reproduce],
  ];
  const kind = control ? ', control run' : '';
  return `${EVIDENCE_TITLE} ${scenario}${kind}: ${verdict}

${facts.map(([name, text]) => `${name.padEnd(8)}${text.replaceAll('\n', `\n${' '.repeat(8)}`)}`).join('\n')}

failure.json    why it did not pass, with the cause that explain found; exitCode 2 says that the scenario or the lab's name was at fault
steps.json      every step: when, how long, what was seen
outages.json    every measured outage, probe by probe
lab.json        the lab as it was asked for, defaults filled in, without keys
faults.json     the faults that were there when it ended
observation.json what every node decided on packets by, and what its IKE daemons had and said, in one file
probes.json     what every node saw of the packets that explain followed, with the same beside it
tunnels.json    the SAs of every IKE daemon, on premises and at AWS
drift.txt       nodes that were no longer as they were when ready
internet.pcap   what passed the Internet once the lab was up, the newest 6 MB: every packet as it came in and as it went out
nodes/<node>/   of each node
  log.txt       what its processes said: IKE on a router or tunnel endpoint
  routes.txt    policy rules, routes of every table, addresses, links with their counters
  firewall.txt  nftables and iptables with their counters
  sysctls.txt   what decides about forwarding, by interface
  swanctl.conf  strongSwan's connections as configured, without secrets
  ike.txt       connections and SAs as strongSwan has them, or libreswan
  commands.json what became of the script of an owner's own router: what failed, what did not run
  xfrm.txt      the kernel's SAs without their keys, and its policies (kernel data plane)

s2s explain --evidence DIR FROM TO explains from this folder, without the lab.
Wireshark, or tcpdump -nn -v -r internet.pcap, shows the packets.
A file that says "Not read" tells why: a node that does not run is evidence, too.
`;
}
