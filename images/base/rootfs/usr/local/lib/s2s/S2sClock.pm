# The system's clocks to the nanosecond. Perl's own modules for that are in no image: they would come with all of Perl.
package S2sClock;
use strict;
use Exporter 'import';
our @EXPORT_OK = qw(now_ms time_ms);

# asm/unistd_64.h, and asm-generic/unistd.h for all others. Config, which knows the machine, takes longer to load than this module.
my $CLOCK_GETTIME = grep(m{/x86_64-}, @INC) ? 228 : 113;
my ($REALTIME, $MONOTONIC) = (0, 1);

sub read_ms {
    my $time = pack 'q2', 0, 0;
    syscall $CLOCK_GETTIME, shift, $time;
    my ($seconds, $nanoseconds) = unpack 'q2', $time;
    return 1000 * $seconds + $nanoseconds / 1e6;
}

# Milliseconds on a clock that never jumps.
sub now_ms { return read_ms($MONOTONIC) }

# Milliseconds since 1970.
sub time_ms { return read_ms($REALTIME) }

1;
