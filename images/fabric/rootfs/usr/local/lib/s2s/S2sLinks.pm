# The links of a lab's nodes, and how one waits for what becomes of nodes. Nodes are those of S2sNodes.
package S2sLinks;
use strict;
use Fcntl;
use Exporter 'import';
use S2sNodes qw(began clock_ms scan wiring);
our @EXPORT_OK = qw($POKED $BUSY_SECONDS $REST links comes_up notify rest await_nodes);

our $POKED = '/run/s2s-fabric.poked';    # FIFO of s2s-fabric: a line written to it makes it look at everything
our $BUSY_SECONDS = 0.02;    # between two looks while something is missing
our $REST = 9;               # between two looks, times what the last one took: a slow machine has more to do

# The two ends of every link that both nodes are there of, by the link's name, each with its node and interface. Then
# how many links have one end yet, and the names of those that have more than two.
sub links {
    my ($nodes) = @_;
    my %ends;
    for my $node (values %$nodes) {
        push @{ $ends{ $node->{links}{$_} } }, { node => $node, interface => $_ } for keys %{ $node->{links} };
    }
    my ($waiting, @crowded) = (0);
    for my $link (keys %ends) {
        my $count = @{ $ends{$link} };
        next if $count == 2;
        $count < 2 ? $waiting++ : push @crowded, $link;
        delete $ends{$link};
    }
    return (\%ends, $waiting, @crowded);
}

# Whether a node brings an interface up as soon as it has it, by its commands for that. The second end of such a link is up from the
# start: where that end is down when a gateway, which is the first, makes routes into the link, the kernel tells of them as of
# dead ones, and BIRD sees them a second later.
sub comes_up {
    my ($interface, $commands) = @_;
    return $commands =~ /^link set dev \Q$interface\E (?:.* )?up$/m ? 1 : 0;
}

# Tells who listens at a FIFO to look: a node at its links, or the fabric at everything. A node that does not listen yet
# looks by itself before it does.
sub notify {
    my ($path) = @_;
    sysopen my $fifo, $path, O_RDWR | O_NONBLOCK or return;
    syswrite $fifo, "\n";
}

# Pauses between two looks, the first of which began at a time; where a FIFO is given, only until somebody writes to it.
# Returns whether somebody did.
sub rest {
    my ($start, $least, $times, $fifo) = @_;
    my $fair = $times * (clock_ms() - $start) / 1000;
    my $ready = '';
    vec($ready, fileno $fifo, 1) = 1 if $fifo;
    return unless select $ready, undef, undef, $fair > $least ? $fair : $least;
    sysread $fifo, my $pokes, 4096;
    return 1;
}

# Waits until a function finds nothing in any of some nodes. Returns the names of those that it still does find something
# in after some seconds, or that do not run. The nodes are brought up to date meanwhile. A node that nothing was found in is
# looked at again once nothing is found in the others.
sub await_nodes {
    my ($nodes, $finds, $seconds, @names) = @_;
    my %first;
    my $end = clock_ms() + 1000 * $seconds;
    my @waiting = @names;
    while (1) {
        my $start = clock_ms();
        @waiting = grep { !$nodes->{$_} || $finds->($nodes->{$_}) } @waiting;
        @waiting = grep { !$nodes->{$_} || $finds->($nodes->{$_}) } @names if !@waiting;
        return @waiting if !@waiting || $start > $end;
        rest($start, $BUSY_SECONDS, $REST);
        scan($nodes, \%first) if grep({ !$nodes->{$_} } @waiting) || grep { began($_->{pid}) ne $_->{began} } values %$nodes;
        $nodes->{$_}{links} = wiring($nodes->{$_}{pid}) for grep { $nodes->{$_} } @waiting;
    }
}

1;
