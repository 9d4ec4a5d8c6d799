#!/usr/bin/perl
# Mail::SPF as judge. Reads lines "PORT DOMAIN IP", writes them back with the verdict behind. The zones stand still: each question is
# asked once.
use strict;
use warnings;
use Mail::SPF;
use Net::DNS::Resolver;

package Remembering {
    our @ISA = ('Net::DNS::Resolver');
    my %memory;

    sub send {
        my ($self, @question) = @_;
        my $key = join ' ', $self->port, map { lc } @question;
        return $memory{$key} //= $self->SUPER::send(@question);
    }
}

my %servers;
while (my $line = <STDIN>) {
    chomp $line;
    my ($port, $domain, $ip) = split / /, $line;
    my $server = $servers{$port} ||= Mail::SPF::Server->new(
        dns_resolver => Remembering->new(
            nameservers => ['127.0.0.1'], port => $port, recurse => 0, retry => 3, defnames => 0, dnsrch => 0));
    my $request = Mail::SPF::Request->new(
        scope => 'mfrom', identity => "postmaster\@$domain", ip_address => $ip, helo_identity => $domain);
    print "$line ", $server->process($request)->code, "\n";
}
