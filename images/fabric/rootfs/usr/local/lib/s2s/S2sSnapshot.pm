# Snapshots of what a node forwards by (s2s-snapshot), and how two of them differ.
package S2sSnapshot;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw(settled differences);

# The lines of a snapshot that are the node's own: not those that come and go by themselves, as counters, link states,
# strongSwan's tables, what lives with a CHILD_SA (proto 201) and what BGP brings, link-local routes of IPv6, nor those of links that
# are away, named in a pattern. Rules and routes of IPv6 stand behind a line that says so.
sub settled {
    my ($snapshot, $away) = @_;
    my (@lines, $version);
    $version = '';
    for (split /\n/, $snapshot) {
        if (/^ipv6$/) { $version = 'ipv6 '; next }
        if    (/^\d+: ([^:@]+).* mtu (\d+) /) { $_ = "link $1 mtu $2" }
        elsif (/^\d+:\t/)                    { s/ \[detached\]//; $_ = "${version}rule $_" }
        elsif (/^qdisc (\S+) \S+(.*)/) { next if $1 ne 'netem'; $_ = "qdisc netem$2"; s/ (?:refcnt|seed) \d+//g }
        elsif (/^(?:local|broadcast|anycast|multicast|fe80:\S*) | table 2[25]0| proto (?:201|bird|bgp)\b/) { next }
        elsif (/^(?:blackhole |unreachable )?[0-9a-f:][^{]*$/ && !/[;{}]/) { s/ (?:linkdown|dead)\b//g; s/ +$//; $_ = "${version}route $_" }
        next if $away && /\b(?:link|dev) (?:$away)(?: |$)/;
        push @lines, $_;
    }
    return @lines;
}

# The first line that a snapshot has lost and the first that it has got, each as a phrase; nothing if it has neither.
sub differences {
    my ($before, $after, $away) = @_;
    my @was = settled($before, $away);
    my @is  = settled($after,  $away);
    my (%was, %is);
    @was{@was} = @is{@is} = ();
    my ($lost)  = grep { !exists $is{$_} } @was;
    my ($added) = grep { !exists $was{$_} } @is;
    return (defined $lost ? "it has lost '$lost'" : (), defined $added ? "it has got '$added'" : ());
}

1;
