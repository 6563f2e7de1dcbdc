import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { encodePacket, PACKET } from '../../lab/ike/vici-codec.ts';
import type { ViciMessage } from '../../lab/ike/vici-message.ts';
import { isSection } from '../../lab/ike/vici-section.ts';
import { CHARON, viciSocket } from '../../lab/plan/services/charon-paths.ts';
import { mustRun } from './labs.ts';

/** As long as what takes its place. */
const GROWING = '777777';

/** Answers list-sas by what it was given, with numbers that grow from one connection to the next, and everything else by yes. */
const SERVER = `use Socket;
my ($path, $sas, $yes) = ($ARGV[0], map { pack 'H*', $_ } @ARGV[1, 2]);
socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die; bind($s, sockaddr_un($path)) or die "bind: $!"; listen($s, 50);
$SIG{CHLD} = 'IGNORE'; $| = 1; print "listening\\n";
my $n = 0;
while (accept(my $c, $s)) {
  $n++;
  next if fork;
  while (sysread($c, my $h, 4) == 4) {
    my ($l, $d) = (unpack('N', $h), '');
    while (length $d < $l) { sysread($c, $d, $l - length $d, length $d) or exit }
    my $type = ord $d;
    if ($type == 3 || $type == 4) { syswrite $c, pack('N', 1) . chr(5); next }
    if ($d =~ /list-sas/) { (my $told = $sas) =~ s/${GROWING}/sprintf '%06d', 1000 + 100 * $n/ge; syswrite $c, $told }
    syswrite $c, $yes;
  }
  exit;
}
`;

/**
 * Puts a daemon of a student's own behind the VICI socket of a router. It tells the SAs that the router has now, as if they were
 * always there: those of one connection carry packets and are renewed all the while, those of all others carry none.
 */
export async function forgeCharon(running: StartedLab, router: string, busy: string): Promise<void> {
  const client = await running.node(router).vici(CHARON);
  const packets: Buffer[] = [];
  for await (const sas of client.stream('list-sas', 'list-sa')) {
    packets.push(encodePacket(PACKET.event, 'list-sa', forged(sas, busy)));
  }
  const yes = encodePacket(PACKET.cmdResponse, '', { success: 'yes' });
  const socket = viciSocket(CHARON);
  await mustRun(
    running,
    router,
    [
      `cat >/tmp/forged.pl <<'END'\n${SERVER}END`,
      `mv ${socket} ${socket}.real`,
      `setsid perl /tmp/forged.pl ${socket} ${Buffer.concat(packets).toString('hex')} ${yes.toString('hex')} >/tmp/forged.log 2>&1 </dev/null &`,
      `timeout 20 sh -c 'until grep -q listening /tmp/forged.log; do sleep 0.02; done'`,
    ].join('\n'),
  );
}

function forged(message: ViciMessage, busy: string): ViciMessage {
  const ofConnection = Object.entries(message).map(([name, sa]) => [
    name,
    isSection(sa) ? grown(sa, name === busy) : sa,
  ]);
  return Object.fromEntries(ofConnection) as ViciMessage;
}

function grown(section: ViciMessage, isBusy: boolean): ViciMessage {
  const entries = Object.entries(section).map(([key, value]) => {
    if (isSection(value)) return [key, grown(value, isBusy)];
    if (key.startsWith('packets-')) return [key, isBusy ? GROWING : '5'];
    return [key, key === 'uniqueid' && isBusy ? GROWING : value];
  });
  return Object.fromEntries(entries) as ViciMessage;
}
