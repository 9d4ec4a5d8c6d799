# mail-dkim.pl verify KEYS FILE...: prints FILE RESULT, a result a signature from the top down.
# mail-dkim.pl sign KEY SELECTOR rsa HEADER/BODY FILE...: writes FILE.signed. It knows no Ed25519.
# KEYS has a line a record: its name, a blank, its text.
use strict;
use warnings;
use Crypt::OpenSSL::RSA;
use Mail::DKIM::PrivateKey;
use Mail::DKIM::PublicKey;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;

sub octets_of {
    my ($file) = @_;
    open my $mail, '<:raw', $file or die "$file: $!";
    local $/ = undef;
    return <$mail>;
}

sub verify {
    my ( $keys, @files ) = @_;
    my %records = map { /^(\S+) (.*)$/ ? ( $1, $2 ) : () } split /\n/, octets_of($keys);
    no warnings 'redefine';
    local *Mail::DKIM::PublicKey::fetch_async = sub {
        my ( $class, %named ) = @_;
        my $text = $records{"$named{Selector}._domainkey.$named{Domain}"};
        my $key  = defined $text ? $class->parse($text) : undef;
        my $success = ( $named{Callbacks} || {} )->{Success};
        return sub { return $success ? $success->($key) : $key };
    };
    for my $file (@files) {
        my $verifier = Mail::DKIM::Verifier->new;
        $verifier->PRINT( octets_of($file) );
        $verifier->CLOSE;
        print "$file ", join( ' ', map { $_->result } $verifier->signatures ), "\n";
    }
}

sub sign {
    my ( $key, $selector, $kind, $form, @files ) = @_;
    my $private = Mail::DKIM::PrivateKey->load( Cork => Crypt::OpenSSL::RSA->new_private_key( octets_of($key) ) );
    for my $file (@files) {
        my $signer = Mail::DKIM::Signer->new(
            Algorithm => "$kind-sha256",
            Method    => $form,
            Domain    => 'example.com',
            Selector  => $selector,
            Key       => $private,
        );
        my $mail = octets_of($file);
        $signer->PRINT($mail);
        $signer->CLOSE;
        open my $signed, '>:raw', "$file.signed" or die "$file: $!";
        print {$signed} $signer->signature->as_string, "\r\n", $mail;
    }
}

my $verb = shift @ARGV;
$verb eq 'verify' ? verify(@ARGV) : sign(@ARGV);
