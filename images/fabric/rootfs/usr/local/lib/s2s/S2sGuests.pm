# Guests: nodes whose image is not the lab's, and which know nothing of its files. What s2s-node does in a node of the lab's
# own the fabric does for them, from outside: it applies setup.ip and the ledger once, the files of each link whenever that
# comes, and notes in the node's /run/s2s that this is done.
package S2sGuests;
use strict;
use Exporter 'import';
use S2sNodes qw(slurp in_network_of);
our @EXPORT_OK = qw(is_guest serve_guest);

# By "<process>/<when it began>"
my %guest;     # whether it is one. It is asked until it is known, and never again: to serve a node of the lab's own undoes it
my %served;    # { <interface> => index whose file is applied }

# Whether a node's first process, by its number, is not the lab's own; undef while its command line cannot be read.
sub is_guest {
    my $command = slurp("/proc/$_[0]/cmdline");
    return $command eq '' ? undef : $command !~ m{/s2s-node\b} || 0;
}

# Does for a guest what is to be done now; nothing for any other node.
sub serve_guest {
    my ($node) = @_;
    my $process = "$node->{pid}/$node->{began}";
    return unless $guest{$process} //= is_guest($node->{pid});
    my $root = "/proc/$node->{pid}/root";
    my $applied = $served{$process} //= boot($node, $root);
    my $missing = 0;
    for my $name (keys %{ $node->{links} }) {
        my ($index) = slurp("$root/sys/class/net/$name/ifindex") =~ /(\d+)/;
        if (!$index) { $missing = 1; delete $applied->{$name}; next }
        next if ($applied->{$name} // '') eq $index;
        system in_network_of($node, 'ip', '-force', '-batch', "$root/etc/s2s/links/$name.ip");
        system in_network_of($node, 'tc', '-batch', "$root/etc/s2s/links/$name.tc") if -f "$root/etc/s2s/links/$name.tc";
        $applied->{$name} = $index;
        note("$root/run/s2s/links/$name", $index);
    }
    note("$root/run/s2s/ready", $node->{began}) unless $missing;
}

sub boot {
    my ($node, $root) = @_;
    system 'rm', '-rf', "$root/run/s2s";
    system 'mkdir', '-p', "$root/run/s2s/links";
    system in_network_of($node, 'ip', '-force', '-batch', "$root/etc/s2s/setup.ip");
    system in_network_of($node, 'nft', '-f', "$root/etc/s2s/ledger.nft");
    return {};
}

sub note {
    my ($path, $text) = @_;
    return if slurp($path) eq "$text\n";
    open my $file, '>', $path or do { print "$path: $!\n"; return };
    print $file "$text\n";
}

1;
