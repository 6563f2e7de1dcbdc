# Brings a process into a node, as `docker exec` does, but from the fabric: 2 ms in place of 50. It has then
#   namespaces     all the node's, and its root directory
#   cgroups        the node's: its devices, and its share of the processors
#   capabilities   no more than the node's
#   environment    that of the node's first process
# What differs: the user is root, whatever user the image has; and what filters system calls and files (seccomp, AppArmor,
# SELinux) is the fabric's. It lets more through, which without the fabric's capabilities is of little use.
package S2sEntry;
use strict;
use Exporter 'import';
use S2sNodes qw($IS_X86_64 $SETNS slurp began);
our @EXPORT_OK = qw(fork_into is_there);

my ($PRCTL, $CAPSET) = $IS_X86_64 ? (157, 126) : (167, 91);
my ($DROP_FROM_BOUNDING_SET, $CAPABILITIES_V3) = (24, 0x20080522);    # linux/prctl.h, linux/capability.h
my $DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

my $hierarchies;    # see hierarchies

# Whether a node that was found runs still, and is not paused.
sub is_there {
    my ($node) = @_;
    return 0 if began($node->{pid}) ne $node->{began};
    $node->{freezers} //= [ grep { -e } map { ("$_/freezer.state", "$_/cgroup.freeze") } values %{ { cgroups_of($node, $node->{pid}) } } ];
    return !grep { slurp($_) =~ /^(?:F|1)/ } @{ $node->{freezers} };
}

# Forks a process that is in a node, and does there what it is given, with the reason why it could not enter, or ''.
# Returns its process id; dies if it cannot even be forked. The node is one that is there.
sub fork_into {
    my ($node, $do) = @_;
    my $proc = "/proc/$node->{pid}";
    my %namespaces = map { $_ => namespace($node->{pid}, $_) } grep { -e "$proc/ns/$_" } qw(pid cgroup ipc uts net mnt);
    opendir my $root, "$proc/root" or die "$proc/root: $!\n";
    my $environment = slurp("$proc/environ");
    my $capabilities = capabilities($node->{pid}, 'CapBnd') & capabilities($$, 'CapPrm');
    my %cgroups = cgroups_of($node, $node->{pid});
    my %own = cgroups_of($node, $$);
    # All this was the node's.
    is_there($node) or die "node $node->{name} has ended\n";
    # Only a child is in the other namespace of processes.
    my $own_processes = namespace($$, 'pid');
    enter(delete $namespaces{pid}, 'pid');
    my $pid = fork;
    if (!defined $pid || $pid) {
        enter($own_processes, 'pid');
        return $pid // die "fork: $!\n";
    }
    my $entered = eval {
        join_cgroup("$cgroups{$_}/cgroup.procs") for grep { $cgroups{$_} ne ($own{$_} // '') } keys %cgroups;
        for (qw(cgroup ipc uts net mnt)) { enter($namespaces{$_}, $_) if $namespaces{$_} }
        chdir $root or die "chdir: $!\n";
        chroot '.'  or die "chroot: $!\n";
        chdir '/'   or die "chdir: $!\n";
        umask 022;
        confine($capabilities);
        1;
    };
    %ENV = (PATH => $DEFAULT_PATH, map { /^([^=]+)=(.*)$/s ? ($1 => $2) : () } split /\0/, $environment);
    $do->($entered ? '' : $@);
    exit 0;
}

sub namespace {
    my ($pid, $kind) = @_;
    open my $file, '<', "/proc/$pid/ns/$kind" or die "/proc/$pid/ns/$kind: $!\n";
    return $file;
}

sub enter {
    my ($namespace, $kind) = @_;
    syscall($SETNS, fileno $namespace, 0) == 0 or die "setns $kind: $!\n";
}

# A set of capabilities of a process, as a mask.
sub capabilities {
    my ($pid, $set) = @_;
    my ($mask) = slurp("/proc/$pid/status") =~ /^$set:\s*([0-9a-f]{16})$/m or die "/proc/$pid/status has no $set\n";
    return unpack 'Q>', pack 'H16', $mask;
}

# Leaves this process, and all that it starts, no more than these capabilities.
sub confine {
    my ($mask) = @_;
    for (grep { !($mask >> $_ & 1) } 0 .. 63) { syscall($PRCTL, $DROP_FROM_BOUNDING_SET, $_, 0, 0, 0) }
    my ($low, $high) = ($mask & 0xffffffff, $mask >> 32);
    my ($header, $sets) = (pack('L2', $CAPABILITIES_V3, 0), pack('L6', $low, $low, 0, $high, $high, 0));
    syscall($CAPSET, $header, $sets) == 0 or die "capset: $!\n";
}

# Moves this process. Its number is another one in the node, so it is called 0: itself.
sub join_cgroup {
    my ($path) = @_;
    open my $processes, '>', $path or die "$path: $!\n";
    print $processes '0';
    close $processes or die "$path: $!\n";
}

# The cgroups of a process as the container runtime of a node sees them, which is the parent of the node's first process: the
# hierarchy => the folder. The fabric's own mounts are read-only and may show no other container. None where the runtime's
# cannot be seen. Each node may have a runtime of its own, which ends with it.
sub cgroups_of {
    my ($node, $pid) = @_;
    my ($runtime) = slurp("/proc/$node->{pid}/status") =~ /^PPid:\t(\d+)/m or return;
    $hierarchies //= hierarchies($runtime);
    my %cgroups;
    for (split /\n/, slurp("/proc/$pid/cgroup")) {
        my ($id, $path) = /^(\d+):[^:]*:(.*)$/ or next;
        my ($root, $mounted) = @{ $hierarchies->{$id} // next };
        next unless $root eq '/' || $path =~ s{^\Q$root\E(?=/|$)}{};
        $cgroups{$id} = "/proc/$runtime/root$mounted$path";
    }
    return %cgroups;
}

# Where a container runtime has the hierarchies of cgroups mounted: id => [ root of the mount, where it is ]. From now on
# this process sees all paths as the runtime does: the kernel lets nobody move a process from where he does not see it.
sub hierarchies {
    my ($runtime) = @_;
    my $seen = eval { enter(namespace($runtime, 'cgroup'), 'cgroup'); 1 };
    # An engine without root may have none, and holds no container to its devices.
    return {} if !$seen && slurp('/proc/self/uid_map') !~ /^\s*0\s+0\s/;
    die $@ unless $seen;
    my %found;
    my %ids = map { /^(\d+):([^:]*):/ ? ($2 => $1) : () } split /\n/, slurp("/proc/$runtime/cgroup");
    for (split /\n/, slurp("/proc/$runtime/mountinfo")) {
        my ($root, $mounted, $type, $options) = /^\S+ \S+ \S+ (\S+) (\S+) .* - (cgroup2?) \S+ (\S+)$/ or next;
        my ($controllers) = $type eq 'cgroup2' ? '' : grep { $_ ne '' && ",$options," =~ /,\Q$_\E,/ } keys %ids;
        $found{ $ids{$controllers} } //= [ $root, $mounted ] if defined $controllers && defined $ids{$controllers};
    }
    return \%found;
}

1;
