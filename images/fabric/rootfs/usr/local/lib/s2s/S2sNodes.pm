# What the fabric's programs know of the nodes of its lab, and how they run commands in them.
#
# A node is a container whose environment says so; its first process is found through /proc:
#   S2S_LAB=<lab>  S2S_NODE=<name>
# and its file /etc/s2s/wiring what is to be wired, a line "<interface> <link>" each. A process that is not a node of
# this lab is never touched.
package S2sNodes;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw($ALIVE $IS_X86_64 $SETNS make_fifo slurp clock_ms began scan wiring note_nodes find_nodes interfaces in_network_of enter_network run_all);

my $lab = $ENV{S2S_LAB} // die "$0: S2S_LAB is not set
";
my $NOTED = '/run/s2s-fabric.nodes';
our $ALIVE = '/run/s2s-fabric.alive';    # FIFO that s2s-fabric has open as long as it runs
# Numbers of system calls are by machine: those of asm/unistd_64.h, or of asm-generic/unistd.h for all others. Config, which knows
# the machine, takes longer to load than this module.
our $IS_X86_64 = grep { m{/x86_64-} } @INC;
our $SETNS = $IS_X86_64 ? 308 : 268;
my $MKNODAT = $IS_X86_64 ? 259 : 33;
my ($AT_FDCWD, $FIFO) = (-100, 0010600);    # linux/fcntl.h; linux/stat.h, for root alone

sub slurp {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    return <$file> // '';
}

# Makes a FIFO, unless it is there.
sub make_fifo { return syscall($MKNODAT, $AT_FDCWD, $_[0], $FIFO, 0) }

# Milliseconds on a clock that never jumps; perl-base has none finer than 10 ms.
sub clock_ms { return 1000 * (split ' ', slurp('/proc/uptime'))[0] }

# When a process began, in the kernel's ticks; '' if it has ended. A process of the same number that is not the same one
# began at another time.
sub began { return (split ' ', slurp("/proc/$_[0]/stat"))[21] // '' }

# Whether a process is the first one of a container. It is so from its birth, when it still belongs to the container
# runtime, so one look is enough; what it runs, and with it its environment, changes later, however slow the machine.
sub is_first { return slurp("/proc/$_[0]/status") =~ /^NSpid:.*\t1$/m }

# The node that a container's first process is, or nothing.
sub node_of {
    my ($pid) = @_;
    my $environ = slurp("/proc/$pid/environ");
    return unless $environ =~ /(?:^|\0)S2S_LAB=\Q$lab\E\0/;
    my %env = map { /^([^=]+)=(.*)$/s ? ($1 => $2) : () } split /\0/, $environ;
    return unless defined $env{S2S_NODE};
    return { name => $env{S2S_NODE}, pid => $pid, began => began($pid), links => wiring($pid) };
}

# The interfaces of a node, each with the name of its link.
sub wiring { return { split ' ', slurp("/proc/$_[0]/root/etc/s2s/wiring") } }

# Looks through /proc for nodes that are not known yet, and forgets those that have ended.
#   nodes   name => { name, pid, began, links }
#   first   pid => whether it is its container's first process; kept for the next scan, which need not ask again
sub scan {
    my ($nodes, $first) = @_;
    opendir my $proc, '/proc' or die "$0: /proc: $!\n";
    my %alive = map { $_ => 1 } grep { /^\d+$/ } readdir $proc;
    closedir $proc;
    delete @$first{ grep { !$alive{$_} } keys %$first };
    for my $node (values %$nodes) {
        next if began($node->{pid}) eq $node->{began};
        delete $nodes->{ $node->{name} };
        delete $first->{ $node->{pid} };
    }
    my %known = map { $_->{pid} => 1 } values %$nodes;
    for my $pid (keys %alive) {
        $first->{$pid} //= is_first($pid);
        next if !$first->{$pid} || $known{$pid};
        my $node = node_of($pid) or next;
        $nodes->{ $node->{name} } = $node;
    }
}

# Notes down for find_nodes which nodes run.
sub note_nodes {
    my (%nodes) = @_;
    open my $file, '>', "$NOTED.new" or die "$0: $NOTED: $!\n";
    print $file map { "$_->{name} $_->{pid} $_->{began}\n" } values %nodes;
    close $file;
    rename "$NOTED.new", $NOTED;
}

# Every node that runs, by name. It looks through /proc itself only if one that was noted down has ended, or one of the
# names that are given was not: on a busy host that takes the longer.
sub find_nodes {
    my (@names) = @_;
    my (%nodes, %first);
    for (split /\n/, slurp($NOTED)) {
        my ($name, $pid, $began) = split ' ';
        $nodes{$name} = { name => $name, pid => $pid, began => $began, links => wiring($pid) };
    }
    scan(\%nodes, \%first) if !%nodes || grep { !$nodes{$_} } @names or grep { began($_->{pid}) ne $_->{began} } values %nodes;
    return %nodes;
}

sub interfaces {
    my ($pid) = @_;
    return map { $_ => 1 } slurp("/proc/$pid/net/dev") =~ /^\s*([^\s:]+):/mg;
}

# A command that runs in a node's network, and sees the fabric's own files and processes.
sub in_network_of {
    my ($node, @command) = @_;
    return ('nsenter', "--net=/proc/$node->{pid}/ns/net", @command);
}

# Brings this process into a node's network. Returns whether that can be done.
sub enter_network {
    my ($node) = @_;
    open my $network, '<', "/proc/$node->{pid}/ns/net" or return 0;
    return syscall($SETNS, fileno $network, 0) == 0;
}

# Runs commands in the networks of nodes, some of them at once, each without input. Each is a list: the node, and what
# runs there, which sees the fabric's own files and processes: a program, or a function, which takes no start of one, with
# its arguments. Calls back with each one's number, its process id, its exit code and what it said on both outputs.
sub run_all {
    my ($at_once, $commands, $ended) = @_;
    my (%running, $next);
    $next = 0;
    while ($next < @$commands || %running) {
        while ($next < @$commands && keys %running < $at_once) {
            pipe my $output, my $said or die "$0: pipe: $!\n";
            my $pid = fork // die "$0: fork: $!\n";
            if (!$pid) {
                open STDIN,  '<', '/dev/null';
                open STDOUT, '>&', $said;
                open STDERR, '>&', $said;
                my ($node, @command) = @{ $commands->[$next] };
                exit 127 if !enter_network($node);
                my ($program, @arguments) = @command;
                if (ref $program) { $program->(@arguments); exit 0 }
                { exec @command }
                exit 127;
            }
            $running{ fileno $output } = { number => $next++, pid => $pid, output => $output, text => '' };
        }
        my $ready = '';
        vec($ready, $_, 1) = 1 for keys %running;
        select $ready, undef, undef, undef;
        for my $fd (grep { vec $ready, $_, 1 } keys %running) {
            my $job = $running{$fd};
            next if sysread $job->{output}, $job->{text}, 65536, length $job->{text};
            delete $running{$fd};
            waitpid $job->{pid}, 0;
            $ended->($job->{number}, $job->{pid}, $? >> 8, $job->{text});
        }
    }
}

1;
