# What the fabric's programs ask of the IKE daemons of nodes: strongSwan's VICI protocol.
package S2sVici;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw(daemons_of ask_all);
use S2sNodes qw(slurp clock_ms);

my $ANSWER_SECONDS = 5;
# As Linux has them: Socket, which knows them, takes as long to load as all the rest.
my ($AF_UNIX, $SOCK_STREAM) = (1, 1);
my ($REQUEST, $RESPONSE, $UNKNOWN, $REGISTER) = (0, 1, 2, 3);    # packet types

# The IKE daemons of a node, each in a folder of its own: { node, name, state, socket }. Which there are, the node says.
sub daemons_of {
    my ($node) = @_;
    my $root = "/proc/$node->{pid}/root";
    return map {
        my ($name) = m{([^/]+)/$};
        { node => $node->{name}, name => $name, state => state_of($root, $name), socket => "$root/run/s2s/ike/$name/vici" };
    } sort glob "$root/run/s2s/ike/*/";
}

# What the process of a daemon does. Its number is that in its own container, whose /proc knows it.
sub state_of {
    my ($root, $daemon) = @_;
    my ($pid) = slurp("$root/run/s2s/ike/$daemon/pid") =~ /^\s*(\d+)/ or return 'absent';
    my ($letter) = slurp("$root/proc/$pid/stat") =~ /\) (\w) / or return 'absent';
    return 'absent' if $letter eq 'Z';
    return $letter eq 'T' ? 'stopped' : 'running';
}

# Asks daemons for a list, all at once. Calls back with each, and with all its packets in hexadecimal, or '-' of one that
# does not answer. One that is stopped never does, and is not asked.
sub ask_all {
    my ($event, $command, $daemons, $answered) = @_;
    my %asked;    # file descriptor => { daemon, socket, answer }
    for my $daemon (@$daemons) {
        my $socket;
        if ($daemon->{state} eq 'running' && socket($socket, $AF_UNIX, $SOCK_STREAM, 0) && connect $socket, pack('S a*', $AF_UNIX, $daemon->{socket})) {
            syswrite $socket, packet($REGISTER, $event) . packet($REQUEST, $command);
            $asked{ fileno $socket } = { daemon => $daemon, socket => $socket, answer => '' };
        }
        else { $answered->($daemon, '-') }
    }
    my $end = clock_ms() + 1000 * $ANSWER_SECONDS;
    while (%asked) {
        my $ready = '';
        vec($ready, $_, 1) = 1 for keys %asked;
        my $left = ($end - clock_ms()) / 1000;
        last if $left <= 0 || !select $ready, undef, undef, $left;
        for my $fd (grep { vec $ready, $_, 1 } keys %asked) {
            my $each = $asked{$fd};
            my $more = sysread $each->{socket}, $each->{answer}, 65536, length $each->{answer};
            next if $more && !is_whole($each->{answer});
            $answered->($each->{daemon}, $more ? unpack 'H*', $each->{answer} : '-');
            delete $asked{$fd};
        }
    }
    $answered->($_->{daemon}, '-') for values %asked;
}

sub packet {
    my ($type, $name) = @_;
    return pack 'N/a*', pack('C C/a*', $type, $name);
}

# Whether the response to the command has come, the last of the packets.
sub is_whole {
    my ($bytes) = @_;
    while (length $bytes >= 5) {
        my ($length, $type) = unpack 'N C', $bytes;
        return 0 if length $bytes < 4 + $length;
        return 1 if $type == $RESPONSE || $type == $UNKNOWN;
        $bytes = substr $bytes, 4 + $length;
    }
    return 0;
}

1;
