# nft in the networks of nodes, of any number by one process (s2s-nft).
package S2sNft;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw(nft_all nft_monitors);

my @monitors;    # to close one is to wait for its end

# Runs commands of nft in the networks of nodes, with options that s2s-nft has. Each is a list: the node, and the commands,
# which are taken together or not at all. Returns for each what nft has printed; undef where it refuses.
sub nft_all {
    my ($options, @each) = @_;
    return unless @each;
    open my $nft, '-|', 's2s-nft', $options, map { (network_of($_->[0]), $_->[1]) } @each or die "$0: s2s-nft: $!\n";
    my @said;
    while (defined(my $head = <$nft>)) {
        my ($refused, $length) = split ' ', $head;
        read $nft, (my $text), $length;
        push @said, $refused ? undef : $text;
    }
    close $nft or die "$0: s2s-nft has ended with $?\n";
    return @said;
}

# Has what `nft monitor` says in the networks of nodes written to files. Each is a list: the node, and the file. Returns the
# process to kill, and then those that listen.
sub nft_monitors {
    my (@each) = @_;
    my $pid = open(my $nft, '-|', 's2s-nft', 'monitor', map { (network_of($_->[0]), $_->[1]) } @each) // die "$0: s2s-nft: $!\n";
    push @monitors, $nft;
    my @listening = map { scalar readline $nft } @each;
    chomp @listening;
    return ($pid, @listening);
}

sub network_of { return "/proc/$_[0]{pid}/ns/net" }

1;
