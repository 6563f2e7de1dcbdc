# What s2s-observe says of nodes, some of them at once.
package S2sObserveAll;
use strict;
use Exporter 'import';
use S2sNft qw(nft_all);
use S2sNodes qw(run_all);
use S2sObserve qw(print_state);
our @EXPORT_OK = qw(observe_all);

my $AT_ONCE = 4;

# Returns for each node what s2s-observe says in its network with some options. The programs are the fabric's own, whatever the node has in
# their place.
sub observe_all {
    my ($options, @nodes) = @_;
    my @states;
    run_all($AT_ONCE, [ map { [ $_, \&print_state, @$options ] } @nodes ], sub {
        my ($number, undef, undef, $said) = @_;
        $states[$number] = $said;
    });
    my @rulesets = nft_all('at', map { [ $_, 'list ruleset' ] } @nodes);
    return map { $_ . "# ruleset\n" . (shift(@rulesets) // '') } @states;
}

1;
