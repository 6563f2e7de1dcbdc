# The sysctls of a node's own network, made real inside it: sysctl(8) and what is written to /proc/sys/net take effect.
#
# The container engine mounts /proc/sys read-only, for most of it is the host's. A procfs of the node's own processes is
# mounted beside it for a moment, and its sys/net put over /proc/sys/net: the kernel shows there, and lets write, only what
# belongs to the network namespace of whoever asks. Everything else stays read-only.
package S2sSysctl;
use strict;
use Exporter 'import';
use S2sNodes qw($IS_X86_64 $SETNS slurp);
our @EXPORT_OK = qw(open_sysctls);

my ($MOUNT, $UMOUNT) = $IS_X86_64 ? (165, 166) : (40, 39);
my ($NOSUID_NODEV_NOEXEC, $BIND, $DETACH) = (0xe, 0x1000, 2);
my $ASIDE = '/dev/shm';    # every container has it

# Opens the sysctls of a node that runs services, unless that is done. Returns whether nothing is left to do: there is,
# while a node has not got its files. Says why it cannot be.
sub open_sysctls {
    my ($node) = @_;
    my $proc = "/proc/$node->{pid}";
    return 0 if !-e "$proc/root/etc/s2s/services";
    return 1 if slurp("$proc/mountinfo") =~ m{ /proc/sys/net };
    return 1 if readlink("$proc/ns/net") eq (readlink('/proc/1/ns/net') // '');
    my $pid = fork // die "$0: fork: $!\n";
    if (!$pid) {
        my @namespaces = map { open my $file, '<', "$proc/ns/$_" or die "$0: $proc/ns/$_: $!\n"; $file } qw(pid net mnt);
        for (@namespaces) { syscall($SETNS, fileno $_, 0) == 0 or die "$0: $node->{name}: setns: $!\n" }
        # Only a child is in the other namespace of processes.
        my $child = fork // die "$0: fork: $!\n";
        if ($child) { waitpid $child, 0; exit $? >> 8 }
        mount('proc', $ASIDE, 'proc', $NOSUID_NODEV_NOEXEC);
        mount("$ASIDE/sys/net", '/proc/sys/net', '', $BIND);
        syscall($UMOUNT, $ASIDE, $DETACH) == 0 or die "$0: $node->{name}: umount: $!\n";
        exit 0;
    }
    waitpid $pid, 0;
    return 1;
}

sub mount {
    my ($what, $where, $type, $flags) = @_;
    syscall($MOUNT, $what, $where, $type, $flags, 0) == 0 or die "$0: mount $where: $!\n";
}

1;
