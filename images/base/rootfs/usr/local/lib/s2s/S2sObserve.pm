# What a network namespace decides on packets by, as the kernel's own tools say it. Each section begins with a line
# "# <name>"; lab/probe/observe reads them. No key is printed. What is of IPv6 follows what is of IPv4; a default route of IPv6
# is called ::/0, and its rules and settings stand by themselves.
package S2sObserve;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw(print_state);

# iproute2's own, as the fabric has it: with strongSwan `ip` is a program before it (images/userspace).
my $IP = $ENV{S2S_IPROUTE2} // (-x '/usr/local/lib/s2s/iproute2/ip' ? '/usr/local/lib/s2s/iproute2/ip' : 'ip');
my @SYSCTLS  = qw(forwarding rp_filter ignore_routes_with_linkdown disable_xfrm disable_policy);
my @SYSCTLS6 = qw(forwarding ignore_routes_with_linkdown disable_ipv6);

# Prints all but what nft says of this process's namespace; with -6 of IPv6, too. Each program that need not be started makes
# it a tenth quicker: many nodes are observed at once.
sub print_state {
    my ($version) = @_;
    $| = 1;
    open STDERR, '>', '/dev/null';
    my $links = said_by($IP, qw(-o -d link show));
    my ($counts, @answers) = answers(-4);
    print "# links\n$links", map { ("# $_\n", shift @answers) } qw(addresses rules routes neighbours);
    if ($version) {
        my (undef, @answers6) = answers(-6);
        $answers6[2] =~ s{\bdefault\b}{::/0}g;
        print map { ("# $_\n", shift @answers6) } qw(addresses ipv6rules routes neighbours);
    }
    print "# vrfs\n", said_by($IP, qw(vrf show)) if $links =~ / vrf table /;
    print "# states\n", said_by($IP, qw(xfrm state list nokeys)) if $counts =~ /SAD count [1-9]/;
    print "# policies\n", said_by($IP, qw(xfrm policy list)) if $counts =~ /SPD .*[1-9]/;
    # What IPsec has refused, and why.
    print "# refusals\n", grep { !/\s0$/ } lines_of('/proc/self/net/xfrm_stat');
    print "# sysctls\n", lines_of('/proc/sys/net/ipv4/ip_forward', 'ip_forward:'), sysctls('ipv4', @SYSCTLS);
    print "# ipv6sysctls\n", sysctls('ipv6', @SYSCTLS6) if $version;
}

# What one ip says of addresses, rules, routes and neighbours of a version of IP, behind how many SAs and policies there are.
sub answers {
    my ($version) = @_;
    # Between two answers is the line of lo, the same in every namespace.
    my @answers = split /^1: lo: <.*\n/m, said_by($IP, '-o', $version, qw(-force -batch /usr/local/lib/s2s/observe.ip)), -1;
    return (pop @answers, @answers);
}

# Settings of all interfaces, e.g. "conf/eth0/forwarding:1".
sub sysctls {
    my ($family, @names) = @_;
    my $folder = "/proc/sys/net/$family";
    my @paths = map { m{(conf/.*)} } sort glob "$folder/conf/*";
    return map { my $name = $_; map { lines_of("$folder/$_/$name", "$_/$name:") } @paths } @names;
}

sub said_by {
    open my $program, '-|', @_ or return '';
    local $/;
    return scalar(<$program>) // '';
}

# The lines of a file, each with something before it.
sub lines_of {
    my ($path, $before) = @_;
    open my $file, '<', $path or return;
    return map { ($before // '') . $_ } <$file>;
}

1;
