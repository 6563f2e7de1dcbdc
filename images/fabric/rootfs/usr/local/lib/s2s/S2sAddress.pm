# Addresses as sockets take them, of IPv4 or IPv6 as the text is.
package S2sAddress;
use strict;
use Exporter 'import';
use Socket qw(:DEFAULT AF_INET6 PF_INET6 inet_pton pack_sockaddr_in pack_sockaddr_in6);
our @EXPORT_OK = qw(family_of address_of);

sub family_of { return $_[0] =~ /:/ ? PF_INET6 : PF_INET }

sub address_of {
    my ($text, $port) = @_;
    return $text =~ /:/ ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $text)) : pack_sockaddr_in($port, inet_aton($text));
}

1;
