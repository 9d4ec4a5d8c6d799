#!/usr/bin/perl
# Mail::SPF as judge. Reads lines "PORT DOMAIN IP", writes them back with the verdict behind, and lines "PORT DOMAIN TXT" with the SPF
# records that it reads there, in hexadecimal. The worlds stand still and are small: each is read once, and its answers are given in
# this process, as the name server at that port gives them.
# usage: judge.pl PORT=ZONEFILE ... <QUESTIONS
use strict;
use warnings;
use Mail::SPF;
use Net::DNS;

# A world of records as a resolver: aliases followed, wildcards (RFC 4592 §3.3.1), names that are there for what lies below them.
package World {
    sub read {
        my ($class, $file) = @_;
        my (%lines, %there);
        open my $in, '<', $file or die "$file: $!";
        while (my $line = <$in>) {
            next unless $line =~ /^([^\s;]\S*?)\.?\s+(?:\d+\s+)?(?:IN\s+)?([A-Z0-9]+)\s/;
            my ($name, $type) = (lc $1, $2);
            push @{$lines{$name}{$type}}, $line;
            while (!$there{$name}++ && $name =~ s/^[^.]+\.//) {}
        }
        return bless {lines => \%lines, there => \%there, said => {}}, $class;
    }

    sub records {
        my ($self, $name, $type) = @_;
        my $owner = $name;
        if (!$self->{there}{$name}) {
            my $above = $name;
            while ($above =~ s/^[^.]+\.// && !$self->{there}{$above}) {}
            $owner = "*.$above";
        }
        return map { my $rr = Net::DNS::RR->new($_); $rr->owner($name); $rr } @{$self->{lines}{$owner}{$type} || []};
    }

    sub send {
        my ($self, $name, $type) = @_;
        $name = lc $name;
        return $self->{said}{"$name $type"} //= do {
            my $packet = Net::DNS::Packet->new($name, $type);
            my $at = $name;
            for (1 .. 16) {
                $packet->push(answer => my @found = $self->records($at, $type));
                my ($alias) = @found ? () : $self->records($at, 'CNAME');
                last unless $alias;
                $packet->push(answer => $alias);
                $at = lc $alias->cname;
            }
            $packet;
        };
    }

    sub errorstring { return 'NOERROR' }
}

my %servers = map {
    my ($port, $file) = split /=/, $_, 2;
    $port => Mail::SPF::Server->new(dns_resolver => World->read($file), hostname => 'judge.test');
} @ARGV;
while (my $line = <STDIN>) {
    chomp $line;
    my ($port, $domain, $ip) = split / /, $line;
    my $server = $servers{$port} or die "no world at $port";
    if ($ip eq 'TXT') {
        my @texts = map { join '', unpack '(C/a)*', $_->rdata } $server->dns_resolver->send($domain, 'TXT')->answer;
        print join(' ', $line, map { unpack 'H*', $_ } grep { /^v=spf1/i } @texts), "\n";
        next;
    }
    my $request = Mail::SPF::Request->new(
        scope => 'mfrom', identity => "postmaster\@$domain", ip_address => $ip, helo_identity => $domain);
    print "$line ", $server->process($request)->code, "\n";
}
