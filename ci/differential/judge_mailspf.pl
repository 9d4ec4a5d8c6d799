#!/usr/bin/perl
# Mail::SPF as judge of the worlds of spf_worlds.py: reads them, writes "WORLD.QUESTION verdict explanation reason" for each question.
use strict;
use warnings;
use Mail::SPF;
use Net::DNS;

# The world as a resolver: what Mail::SPF wants of one is send and errorstring.
package WorldDns {
    our (%answers, %names, %silent);

    sub new { return bless { error => '' }, shift }
    sub errorstring { return shift->{error} }

    sub send {
        my ($self, $name, $type) = @_;
        my $key = lc($name) . " $type";
        if ($silent{$key}) {
            $self->{error} = 'query timed out';
            return undef;
        }
        $self->{error} = '';
        my $packet = eval { Net::DNS::Packet->new($name, $type) };
        if (!$packet) {    # no name: nothing is there
            $packet = Net::DNS::Packet->new('.', $type);
        }
        my $found = $answers{$key};
        $packet->header->rcode($found || $names{ lc $name } ? 'NOERROR' : 'NXDOMAIN');
        $packet->push(answer => record($name, $type, $_)) for @{ $found || [] };
        return $packet;
    }

    sub record {
        my ($name, $type, $value) = @_;
        my %record = (owner => $name, type => $type, ttl => 300);
        if ($type eq 'TXT') {
            my $wire = join '', map { pack 'C/a*', pack 'H*', $_ } split /,/, $value, -1;
            return Net::DNS::RR->decode(\(Net::DNS::DomainName->new($name)->encode . pack('n2 N n/a*', 16, 1, 300, $wire)));
        } elsif ($type eq 'MX') {
            @record{ 'preference', 'exchange' } = split / /, $value;
        } elsif ($type eq 'PTR') {
            $record{ptrdname} = $value;
        } else {
            $record{address} = $value;
        }
        return Net::DNS::RR->new(%record);
    }
}

my $server = Mail::SPF::Server->new(
    dns_resolver => WorldDns->new, hostname => 'mail.receiver.example', default_authority_explanation => 'DEFAULT');

sub judged {
    my ($ip, $helo, $sender) = @_;
    my $result = eval {
        my $request = Mail::SPF::Request->new(
            scope => $sender eq '' ? 'helo' : 'mfrom', identity => $sender eq '' ? $helo : $sender =~ /\@/ ? $sender : "postmaster\@$sender",
            ip_address => $ip, length $helo ? (helo_identity => $helo) : ());
        my $found = $server->process($request);
        my $text = $found->code eq 'fail' ? eval { $found->authority_explanation } // '' : '';
        [ $found->code, $text, $found->text ];
    };
    return $result ? @$result : ('crash:' . ($@ =~ /^(\S+)/ ? $1 : 'unknown'), '', "$@");
}

open my $worlds, '<', $ARGV[0] or die $!;
my ($world, $count);
while (my $line = <$worlds>) {
    chomp $line;
    my ($kind, @fields) = split /\t/, $line, -1;
    if ($kind eq 'W') {
        ($world, $count) = ($fields[0], 0);
        %WorldDns::answers = %WorldDns::names = %WorldDns::silent = ();
    } elsif ($kind eq 'D') {
        my ($name, $type, @values) = @fields;
        $WorldDns::answers{"$name $type"} = \@values;
    } elsif ($kind eq 'N') {
        $WorldDns::names{ $fields[0] } = 1;
    } elsif ($kind eq 'F') {
        $WorldDns::silent{"$fields[0] $fields[1]"} = 1;
    } elsif ($kind eq 'Q') {
        my @judged = judged(@fields);
        s/([^ -~]|\\)/sprintf '\\x%02x', ord $1/ge for @judged;
        print join("\t", "$world." . $count++, @judged), "\n";
    }
}
