# The fabric's own programs, done by a process that has all their modules: to start Perl and load them takes 7 ms of CPU, and
# most programs no more than 1.
package S2sPrograms;
use strict;
use S2sCommands qw(be_shell);
use S2sLinks;
use S2sNft;
use S2sNodes qw(slurp);
use S2sObserveAll;
use S2sSnapshot;
use S2sVici;

our $FOLDER = '/usr/local/sbin';
# A program with words, and maybe a here-document for its input: what is done here without a shell.
my $WORD    = qr{'[^']*'|[\w.,:/-]+};
my $COMMAND = qr{\A(s2s-[\w-]+)((?: $WORD)*)(?: <<'(\w+)'\n(.*\n|)\3\n?)?\z}s;

# Has this process do a command: as one of the programs, or as a shell.
sub become {
    my ($command) = @_;
    if ($command =~ $COMMAND) {
        my ($program, $words, $input) = ($1, $2, $4);
        my $source = slurp("$FOLDER/$program");
        run($program, $source, $input, map { s/^'(.*)'$/$1/sr } $words =~ /$WORD/g) if $source =~ /^#!\S*perl\b/;
    }
    be_shell($command);
}

sub run {
    my ($program, $source, $input, @arguments) = @_;
    ($0, @ARGV) = ($program, @arguments);
    if (defined $input) {
        open my $file, '+>', undef or die "$program: $!\n";
        print $file $input;
        seek $file, 0, 0;
        open STDIN, '<&', $file;
    }
    # In a package of its own: this process has other functions of the same names.
    eval "package S2sProgram;\n#line 1 $program\n$source";
    print STDERR $@;
    exit($@ eq '' ? 0 : 255);
}

1;
