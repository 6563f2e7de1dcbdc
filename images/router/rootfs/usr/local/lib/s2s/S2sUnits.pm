# Units of systemd, as far as a router needs them: their files as they lie there, started and stopped by what these say.
# Nothing is watched over: what ends is not started again.
package S2sUnits;
use strict;
use warnings;
use POSIX qw(setsid);
use Socket;
use parent 'Exporter';
our @EXPORT_OK = qw(unit enabled start stop reload is_active);

my @FOLDERS = ('/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system');
my $RUN     = '/run/s2s/router/units';
my $READY_SECONDS = 30;    # of a service that tells when it is ready
my $STOP_SECONDS  = 10;    # then it is killed

# Other names of a unit, where there is none of that name.
my %ALIASES = (
    'ipsec'              => 'strongswan-starter',
    'strongswan-swanctl' => 'strongswan',
    'iptables'           => 'netfilter-persistent',
    'procps'             => 'systemd-sysctl',
    'bird2'              => 'bird',
    'zebra'              => 'frr',
    'bgpd'               => 'frr',
    'quagga'             => 'frr',
);

sub slurp {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    return <$file> // '';
}

# A unit by any of its names: { name, path, <setting> => [values] }, or nothing.
sub unit {
    my ($name) = @_;
    $name =~ s/\.service$//;
    # Debian and Ubuntu have called either daemon so: what is configured decides.
    $name = 'strongswan-starter' if $name eq 'strongswan' && !grep { slurp($_) =~ /^\s*connections\s*\{/m } glob '/etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*.conf';
    for my $each ($name, $ALIASES{$name} // ()) {
        for my $path (map { "$_/$each.service" } @FOLDERS) {
            next unless -f $path;
            my ($own) = (readlink $path // $path) =~ m{([^/]+)\.service$};    # a link is another name
            my %unit = (name => $own, path => $path);
            my $text = slurp($path) =~ s/\\\n//gr;
            while ($text =~ /^(\w+)=(.*?)\s*$/mg) { push @{ $unit{$1} }, $2 if $2 ne '' }
            return \%unit;
        }
    }
    return;
}

# The names of the units that are started at boot.
sub enabled { return map { m{([^/]+)\.service$} } glob '/etc/systemd/system/*.wants/*.service' }

# A command of a unit as a shell takes it. Programs of the router's own go before those they stand for.
sub command {
    my ($unit, $line) = @_;
    my $may_fail = $line =~ s/^[@:+!]*-[@:+!]*//;
    $line =~ s/^[@:+!]+//;
    $line =~ s/%[nNpi]/$unit->{name}/g;
    $line =~ s{^/(?:usr/)?s?bin/([\w-]+)}{-x "/usr/local/sbin/$1" ? "/usr/local/sbin/$1" : $&}e;
    my @environment = map { "export $_;" } @{ $unit->{Environment} // [] };
    return ("@environment $line", $may_fail);
}

# Runs the commands of one kind; the exit code of the first that fails, or 0.
sub run {
    my ($unit, $kind) = @_;
    for (@{ $unit->{$kind} // [] }) {
        my ($line, $may_fail) = command($unit, $_);
        system '/bin/sh', '-c', $line;
        return $? >> 8 || 1 if $? && !$may_fail;
    }
    return 0;
}

sub start {
    my ($unit) = @_;
    return 0 if is_active($unit);
    my $type = $unit->{Type}[-1] // 'simple';
    my $code = run($unit, 'ExecStartPre');
    return $code if $code;
    mkdir $RUN;
    if ($type eq 'oneshot' || $type eq 'forking') {
        $code = run($unit, 'ExecStart');
        return $code if $code;
        note($unit, $unit->{PIDFile} ? slurp($unit->{PIDFile}[-1]) : 0);
    }
    else {
        # keepalived says that it is ready to systemd alone.
        $code = start_process($unit, $type eq 'notify' && $unit->{name} ne 'keepalived');
        return $code if $code;
    }
    return run($unit, 'ExecStartPost');
}

# Starts the service's own process, and waits until it is ready if it says so.
sub start_process {
    my ($unit, $tells) = @_;
    my ($line) = command($unit, $unit->{ExecStart}[0] // return 1);
    my ($path, $socket) = ("/run/s2s/router/notify.$unit->{name}");
    if ($tells) {
        unlink $path;
        socket $socket, AF_UNIX, SOCK_DGRAM, 0 or die "systemctl: $!\n";
        bind $socket, pack_sockaddr_un($path) or die "systemctl: $path: $!\n";
        $ENV{NOTIFY_SOCKET} = $path;
    }
    my $pid = fork // die "systemctl: fork: $!\n";
    if (!$pid) {
        setsid();
        open STDIN,  '<',  '/dev/null';
        open STDOUT, '>>', '/proc/1/fd/1';
        open STDERR, '>>', '/proc/1/fd/1';
        exec '/bin/sh', '-c', "exec $line";
    }
    delete $ENV{NOTIFY_SOCKET};
    note($unit, $pid);
    return 0 unless $tells;
    for (1 .. $READY_SECONDS * 10) {
        my $ready = '';
        vec($ready, fileno $socket, 1) = 1;
        if (select $ready, undef, undef, 0.1) {
            recv $socket, my $said, 4096, 0;
            return 0 if $said =~ /^READY=1/m;
        }
        return 1 unless is_active($unit);
    }
    return 1;
}

sub note {
    my ($unit, $pid) = @_;
    open my $file, '>', "$RUN/$unit->{name}" or die "systemctl: $RUN: $!\n";
    print $file $pid + 0, "\n";
}

# The process of a unit: 0 if it has none and is active all the same; nothing if it is not.
sub process {
    my ($unit) = @_;
    my ($pid) = slurp("$RUN/$unit->{name}") =~ /^(\d+)/ or return;
    return 0 if $pid == 0;
    return slurp("/proc/$pid/stat") =~ /\) [^ZX] / ? $pid : undef;
}

sub is_active { return defined process($_[0]) }

sub stop {
    my ($unit) = @_;
    return 0 unless is_active($unit);
    my $pid  = process($unit);
    my $code = run($unit, 'ExecStop');
    if ($pid) {
        kill 'TERM', $pid unless $unit->{ExecStop};
        for (1 .. $STOP_SECONDS * 20) {
            last unless defined process($unit);
            waitpid $pid, 1;
            select undef, undef, undef, 0.05;
        }
        kill 'KILL', -$pid, $pid if defined process($unit);
    }
    unlink "$RUN/$unit->{name}";
    return run($unit, 'ExecStopPost') || $code;
}

sub reload {
    my ($unit) = @_;
    local $ENV{MAINPID} = process($unit) // return 1;
    return run($unit, 'ExecReload');
}

1;
