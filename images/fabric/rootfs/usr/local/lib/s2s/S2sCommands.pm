# Runs commands for whoever is at the other end of two pipes, any number at once.
#   request   "<id> <timeout ms> <length>\n" and <length> bytes: a command for `sh -c`
#   answer    "<id> <exit code> <stdout length> <stderr length>\n" and the two outputs
# A command that outlives its timeout is killed with all it started: exit code 124. So is everything at end of input.
# A process of its own does the command, as it is told to: by default as a shell does.
# In a node it has nothing but the node's own files: all that it needs is loaded before.
package S2sCommands;
use strict;
use Exporter 'import';
use S2sClock qw(now_ms);
our @EXPORT_OK = qw(serve_commands be_shell);

my %jobs;    # id => { pid, out, err, text, deadline }

# Serves until the end of input.
sub serve_commands {
    my ($requests, $answers, $become) = @_;
    # What does not become another program would keep them open.
    my $do = sub { close $_ for $requests, $answers; ($become // \&be_shell)->(@_) };
    my ($input, $eof) = ('', 0);
    while (!$eof) {
        my $read = '';
        vec($read, fileno $requests, 1) = 1;
        for my $job (values %jobs) {
            for (qw(out err)) { vec($read, fileno $job->{$_}, 1) = 1 if $job->{$_} }
        }
        my ($next) = sort { $a <=> $b } map { $_->{deadline} } values %jobs;
        my $wait = defined $next ? ($next - now_ms()) / 1000 : undef;
        select $read, undef, undef, defined $wait && $wait < 0 ? 0 : $wait;
        if (vec($read, fileno $requests, 1)) {
            $eof = !sysread $requests, $input, 65536, length $input;
            while ($input =~ /^(\S+) (\d+) (\d+)\n/ && length($input) >= $+[0] + $3) {
                my ($id, $timeout, $length, $head) = ($1, $2, $3, $+[0]);
                start($id, $timeout, $do, substr $input, $head, $length);
                substr $input, 0, $head + $length, '';
            }
        }
        for my $id (keys %jobs) {
            my $job = $jobs{$id};
            for (qw(out err)) {
                next unless $job->{$_} && vec($read, fileno $job->{$_}, 1);
                sysread $job->{$_}, $job->{text}{$_}, 65536, length $job->{text}{$_} or delete $job->{$_};
            }
            if (($job->{out} || $job->{err}) && $job->{deadline} <= now_ms()) {
                $job->{timed_out} = 1;
                kill 'KILL', -$job->{pid};
                delete @$job{qw(out err)};    # what left its process group may hold them open for ever
            }
            finish($id, $answers) or return unless $job->{out} || $job->{err};
        }
    }
    kill 'KILL', -$_->{pid} for values %jobs;
}

sub start {
    my ($id, $timeout, $do, $command) = @_;
    pipe my $out, my $out_w or die "pipe: $!\n";
    pipe my $err, my $err_w or die "pipe: $!\n";
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        setpgrp 0, 0;
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>&', $out_w;
        open STDERR, '>&', $err_w;
        close $_ for $out, $out_w, $err, $err_w;
        %jobs = ();
        $do->($command);
        exit 127;
    }
    setpgrp $pid, $pid;
    $jobs{$id} = { pid => $pid, out => $out, err => $err, text => { out => '', err => '' }, deadline => now_ms() + $timeout };
}

# Perl starts what is no more than a program and its words without a shell, which would take as long again.
sub be_shell {
    my ($command) = @_;
    local $^W = 0;
    { exec $command if $command !~ /#/ }
    exec 'sh', '-c', $command;
}

# Answers for a command that has ended; false if nobody listens any more.
sub finish {
    my ($id, $answers) = @_;
    my $job = delete $jobs{$id};
    waitpid $job->{pid}, 0;
    my $code = $job->{timed_out} ? 124 : $? & 127 ? 128 + ($? & 127) : $? >> 8;
    my $answer = sprintf "%s %d %d %d\n%s%s", $id, $code, length $job->{text}{out}, length $job->{text}{err}, @{ $job->{text} }{qw(out err)};
    while (length $answer) {
        my $sent = syswrite($answers, $answer) // return 0;
        substr $answer, 0, $sent, '';
    }
    return 1;
}

1;
